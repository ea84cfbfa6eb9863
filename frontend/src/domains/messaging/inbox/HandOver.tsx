/** Gives a thread to a colleague who may answer it, or back to everyone, with a note for the team. */
import { useState } from "preact/hooks";
import { useAsk } from "../../../kernel/ask";
import { t } from "../../../kernel/i18n";
import { asProblem, type Problem } from "../../../kernel/problem";
import { account } from "../../../kernel/session";
import { Button } from "../../../ui/Button";
import { Choice } from "../../../ui/Choice";
import { Sheet } from "../../../ui/Dialog";
import { Field, FieldError } from "../../../ui/Field";
import { problemWords, Ready } from "../../../ui/States";
import type { Colleague, Thread } from "../state";
import { roleWord } from "../words";
import { assign, colleaguesOf } from "./actions";

export interface HandOverProps {
  thread: Thread;
  onClose: () => void;
}

export default function HandOver({ thread, onClose }: HandOverProps) {
  const people = useAsk(() => colleaguesOf(thread.id), { deps: [thread.id] });
  return (
    <Sheet open onClose={onClose} title={t("desk.hand_over")}>
      <Ready of={people}>{(found) => <Form people={found} thread={thread} onClose={onClose} />}</Ready>
    </Sheet>
  );
}

function Form({ people, thread, onClose }: HandOverProps & { people: Colleague[] }) {
  const owner = thread.desk?.assigned_to?.id ?? "";
  const others = people.filter(({ staff_id }) => staff_id !== owner);
  const first = others.find(({ account_id }) => account_id !== account.value?.id);
  const [to, setTo] = useState(first?.staff_id ?? "");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const answers = others.map(({ staff_id, name, role }) => ({
    value: staff_id,
    label: name,
    second: roleWord(role),
  }));
  if (owner) answers.push({ value: "", label: t("desk.hand_over_everyone"), second: "" });
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await assign(thread.id, to || null, note);
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <Choice label={t("desk.hand_over_to")} answers={answers} value={to} onValue={setTo} />
      <Field
        label={t("desk.hand_over_note")}
        hint={t("desk.hand_over_hint", { name: thread.patient_name })}
        lines
        value={note}
        onValue={setNote}
      />
      {problem && <FieldError>{problemWords(problem)}</FieldError>}
      <Button type="submit" wide busy={busy && t("ui.sending")}>
        {t("desk.hand_over")}
      </Button>
    </form>
  );
}
