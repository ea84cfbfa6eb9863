import { t } from "../../../kernel/i18n";
import { Button } from "../../../ui/Button";
import { Choice } from "../../../ui/Choice";
import { Step } from "../Step";
import type { QuestionProps } from "../steps";

/** The names of the languages stand in their own language. */
export const TONGUES = [
  { value: "en", label: "English" },
  { value: "es", label: "Español" },
];

export function Language({ answers, answer, over, next, back }: QuestionProps) {
  return (
    <Step title={t("accounts.language_title")} under={t("accounts.language_under")} over={over} back={back}>
      <div class="stack">
        <Choice
          label={t("accounts.language_title")}
          hideLabel
          value={answers.language}
          onValue={(tongue) => answer({ language: tongue })}
          answers={TONGUES}
        />
        <Button wide onClick={next}>
          {t("accounts.go_on")}
        </Button>
      </div>
    </Step>
  );
}
