/** A form in a sheet: fields, what went wrong, one button. */
import type { ComponentChildren } from "preact";
import { t } from "../../kernel/i18n";
import type { Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { FieldError } from "../../ui/Field";
import { problemWords } from "../../ui/States";

interface FormProps {
  children: ComponentChildren;
  button: string;
  busyWord: string;
  busy: boolean;
  problem: Problem | undefined;
  onSubmit: () => void;
  /** Offered when somebody else was faster (412). */
  onNewest?: () => void;
}

export function Form(props: FormProps) {
  const { problem } = props;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!props.busy) props.onSubmit();
  };
  return (
    <form class="stack" onSubmit={submit} noValidate>
      {props.children}
      {problem && <Wrong problem={problem} />}
      {problem?.code === "stale" && props.onNewest && (
        <Button kind="second" wide onClick={props.onNewest}>
          {t("admin.newest")}
        </Button>
      )}
      <Button type="submit" wide busy={props.busy && props.busyWord}>
        {props.button}
      </Button>
    </form>
  );
}

/** Also where a field says it itself: the way on stands beside the button that was tapped. */
export function Wrong({ problem }: { problem: Problem }) {
  return <FieldError>{problemWords(problem)}</FieldError>;
}
