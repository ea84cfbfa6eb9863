/** The patient's own words about one goal, for the team to act on. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Sheet } from "../../ui/Dialog";
import { Field, Select } from "../../ui/Field";
import { Slot } from "../../ui/Slot";
import { ask, type Goal } from "./actions";

interface Props {
  goals: Goal[];
  open: boolean;
  onClose: () => void;
}

export function Ask({ goals, open, onClose }: Props) {
  const [goal, setGoal] = useState("");
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const chosen = goal || goals[0]?.id || "";
  const submit = (event: Event) => {
    event.preventDefault();
    if (!text.trim()) return setMissing(true);
    ask({ goal: chosen, text: text.trim() });
    setText("");
    setMissing(false);
    onClose();
  };
  return (
    <>
      {!open && <Slot place="writing" props={{ text: "", place: "plan" }} />}
      <Sheet open={open} onClose={onClose} title={t("careplan.ask")}>
        <form class="stack" onSubmit={submit}>
          {goals.length > 1 && (
            <Select
              label={t("careplan.ask_goal")}
              value={chosen}
              onValue={setGoal}
              options={goals.map(({ id, title }) => ({ value: id, label: title }))}
            />
          )}
          <Field
            label={t("careplan.ask_words")}
            hint={t("careplan.ask_hint")}
            error={missing && !text.trim() ? t("careplan.ask_missing") : undefined}
            value={text}
            onValue={setText}
            maxLength={2000}
            lines
          />
          <Slot place="writing" props={{ text, place: "plan" }} />
          <Button type="submit" wide>
            {t("careplan.ask_send")}
          </Button>
        </form>
      </Sheet>
    </>
  );
}
