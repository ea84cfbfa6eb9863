/** How long before: any of four, in the shape of chips that one ticks. */
import { t } from "../../kernel/i18n";
import { Icon } from "../../ui/Icon";
import type { Changing } from "./useWishes";

/** Minutes before a session. */
const OFFERED = [1440, 240, 60, 15];

export function Leads({ leads, change }: { leads: number[]; change: Changing }) {
  const tick = (lead: number, on: boolean) => {
    const kept = leads.filter((each) => each !== lead);
    void change("leads", { leads: on ? [...kept, lead].sort((a, b) => b - a) : kept });
  };
  return (
    <>
      <fieldset class="leads">
        <legend class="read-aloud">{t("reminders.leads")}</legend>
        {OFFERED.map((lead) => (
          <label key={lead} class="lead">
            <input
              type="checkbox"
              checked={leads.includes(lead)}
              onChange={(event) => tick(lead, event.currentTarget.checked)}
            />
            <Icon name={leads.includes(lead) ? "tick" : "plus"} size={18} />
            {t(`reminders.lead_${lead}`)}
          </label>
        ))}
      </fieldset>
      <p class="quiet-text label-text">
        {t(leads.length === 0 ? "reminders.leads_none" : "reminders.leads_note")}
      </p>
    </>
  );
}
