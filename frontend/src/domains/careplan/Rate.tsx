/** How it goes this week, 0 to 10. Choosing never sends by itself. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Sheet } from "../../ui/Dialog";
import { Scale } from "../../ui/Scale";
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
      <RateForm
        goal={goal}
        onClose={onClose}
        onRate={onRate ?? ((value) => rate({ goal: goal.id, value }))}
      />
    </Sheet>
  );
}

function RateForm({
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
      <Scale
        label={t("careplan.rate_question", { title: goal.title })}
        value={value}
        onValue={setValue}
        low={t("careplan.rate_low")}
        high={t("careplan.rate_high")}
      />
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
