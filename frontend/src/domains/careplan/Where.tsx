/** Levels of care in order, the likely day of the next one, and by which signs it is decided. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { dateLong } from "../../kernel/time";
import { Card } from "../../ui/Card";
import { Sheet } from "../../ui/Dialog";
import { Icon } from "../../ui/Icon";
import { StepLine } from "../../ui/StepLine";
import type { Answer } from "./actions";
import "./Plan.css";

/** A day without a time: noon in UTC is the same day in every zone of the region. */
export const noon = (day: string) => new Date(`${day}T12:00:00Z`);

export function Where({ steps, plan }: Pick<Answer, "steps" | "plan">) {
  const [open, setOpen] = useState(false);
  const next = plan?.next_step;
  const total = next?.signs.length ?? 0;
  return (
    <Card>
      <div class="section-head">
        <h2>{t("careplan.where")}</h2>
        {total > 0 && (
          <button type="button" class="plan-link" onClick={() => setOpen(true)}>
            {t("careplan.decided")}
          </button>
        )}
      </div>
      <StepLine
        label={t("careplan.where")}
        steps={steps.map(({ level, state }) => ({ label: t(`careplan.level_${level}`), state }))}
      />
      {next?.level && (
        <p class="plan-next">
          <b>
            {next.around
              ? t(`careplan.next_${next.level}`, { day: dateLong(noon(next.around)) })
              : t(`careplan.next_${next.level}_open`)}
          </b>
          {total > 0 && <span class="quiet-text">{t("careplan.signs", { n: next.signs_met, total })}</span>}
        </p>
      )}
      {next && (
        <Sheet open={open} onClose={() => setOpen(false)} title={t("careplan.decided")}>
          <div class="stack tight">
            <p class="quiet-text">{t("careplan.decided_under")}</p>
            <ul class="plan-signs">
              {next.signs.map((sign) => (
                <li key={sign.id} class={sign.met ? "met" : undefined}>
                  <Icon name={sign.met ? "tick" : "clock"} />
                  <span>
                    {sign.text}
                    <span class="plan-sign-state">
                      {t(sign.met ? "careplan.sign_met" : "careplan.sign_open")}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          </div>
        </Sheet>
      )}
    </Card>
  );
}
