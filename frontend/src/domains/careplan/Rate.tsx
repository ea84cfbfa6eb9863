/** How it goes this week, 0 to 10. Choosing never sends by itself. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Sheet } from "../../ui/Dialog";
import type { Goal } from "./actions";
import { rate } from "./actions";
import "./Plan.css";

interface Props {
  goal: Pick<Goal, "id" | "title" | "ratings">;
  open: boolean;
  onClose: () => void;
  /** Instead of the patient's own: what the team's page does with the number. */
  onRate?: (value: number) => void;
}

export function Rate({ goal, open, onClose, onRate }: Props) {
  return (
    <Sheet open={open} onClose={onClose} title={t("careplan.rate")}>
      <Scale goal={goal} onClose={onClose} onRate={onRate ?? ((value) => rate({ goal: goal.id, value }))} />
    </Sheet>
  );
}

function Scale({
  goal,
  onClose,
  onRate,
}: {
  goal: Props["goal"];
  onClose: () => void;
  onRate: (n: number) => void;
}) {
  const [value, setValue] = useState<number | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    if (value === null) return setMissing(true);
    onRate(value);
    onClose();
  };
  return (
    <form class="stack" onSubmit={submit}>
      <fieldset class="scale">
        <legend>{t("careplan.rate_question", { title: goal.title })}</legend>
        {Array.from({ length: 11 }, (_, n) => (
          <label key={n}>
            <input type="radio" name="value" checked={value === n} onChange={() => setValue(n)} />
            <span>{n}</span>
          </label>
        ))}
      </fieldset>
      <p class="scale-ends">
        <span>{t("careplan.rate_low")}</span>
        <span>{t("careplan.rate_high")}</span>
      </p>
      {missing && value === null && (
        <p class="label-text" role="alert">
          {t("careplan.rate_choose")}
        </p>
      )}
      <Button type="submit" wide>
        {t("careplan.rate_save")}
      </Button>
    </form>
  );
}
