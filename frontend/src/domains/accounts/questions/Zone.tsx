/** The phone's own time zone is the guess; the time that it makes is what a person checks. */
import { useState } from "preact/hooks";
import { language, t } from "../../../kernel/i18n";
import { minute } from "../../../kernel/time";
import { Button } from "../../../ui/Button";
import { Select } from "../../../ui/Field";
import { Step } from "../Step";
import type { QuestionProps } from "../steps";
import { timeIn, zoneName, zoneOptions } from "../zones";

export function Zone({ answers, answer, over, next, back }: QuestionProps) {
  const [other, setOther] = useState(false);
  const zone = answers.timezone;
  const time = timeIn(zone, new Date(minute.value), language.value);
  const title = t("accounts.zone_title", { time });
  return (
    <Step title={title} under={t("accounts.zone_under", { zone: zoneName(zone) })} over={over} back={back}>
      <div class="stack">
        {other && (
          <Select
            label={t("accounts.timezone")}
            value={zone}
            options={zoneOptions(zone)}
            onValue={(timezone) => answer({ timezone })}
          />
        )}
        <Button wide onClick={next}>
          {t("accounts.zone_yes")}
        </Button>
        {!other && (
          <Button kind="second" wide onClick={() => setOther(true)}>
            {t("accounts.zone_other")}
          </Button>
        )}
      </div>
    </Step>
  );
}
