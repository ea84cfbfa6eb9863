/** Whether the answer asks something that one tap answers: yes or no, or two or three choices. */
import { t } from "../../../kernel/i18n";
import { Field, SelectPill } from "../../../ui/Field";
import type { Asking } from "./asking";

const KINDS: readonly Asking["kind"][] = ["", "yes_no", "choices"];

interface AskPillProps {
  asking: Asking;
  onChange: (next: Asking) => void;
}

export default function AskPill({ asking, onChange }: AskPillProps) {
  return (
    <>
      <SelectPill
        label={t("talks.asks")}
        value={asking.kind}
        options={KINDS.map((value) => ({ value, label: t(`talks.asks_${value || "nothing"}`) }))}
        onValue={(kind) => onChange({ ...asking, kind: kind as Asking["kind"] })}
      />
      {asking.kind === "choices" && (
        <Field
          label={t("talks.choices_label")}
          hint={t("talks.choices_hint")}
          value={asking.words}
          onValue={(words) => onChange({ ...asking, words })}
        />
      )}
    </>
  );
}
