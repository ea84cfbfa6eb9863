/** For the team: how this patient can be reached, and what became of the last notices. Never what they said. */
import type { components } from "../../api/schema";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { date, moment } from "../../kernel/time";
import { Card, CardLine, Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import type { IconName } from "../../ui/Icon";
import { Ready } from "../../ui/States";
import "./reminders.css";

type Reached = components["schemas"]["ReachShape"];
type Sent = components["schemas"]["SentShape"];

const ICONS: Record<Sent["channel"], IconName> = { push: "bell", email: "mail", sms: "message" };

export default function Reach({ patientId }: { patientId: string }) {
  const params = { path: { patient_id: patientId } };
  const found = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/reach", { params })), {
    deps: [patientId],
  });
  return (
    <Ready of={found}>
      {(row) =>
        row.account ? (
          <div class="stack">
            <Section title={t("reminders.reach_ways")}>
              <Ways row={row} />
            </Section>
            <Section title={t("reminders.reach_last")}>
              {row.notices.length === 0 ? <p>{t("reminders.reach_none")}</p> : <Last rows={row.notices} />}
            </Section>
          </div>
        ) : (
          <p>{t("reminders.reach_no_account")}</p>
        )
      }
    </Ready>
  );
}

function Ways({ row }: { row: Reached }) {
  const texts = row.texts_stopped ? "stopped" : row.has_number ? "on" : "no_number";
  return (
    <Card>
      <Way icon="bell" name={t("reminders.channel_push")} open={row.push && row.devices > 0}>
        {row.push && row.devices > 0
          ? t("reminders.reach_devices", { n: row.devices })
          : t(row.push ? "reminders.reach_no_device" : "reminders.reach_off")}
        {row.dead.map((at) => (
          <span key={at} class="reach-dead">
            {t("reminders.reach_dead", { date: date(at) })}
          </span>
        ))}
      </Way>
      <CardLine />
      <Way icon="mail" name={t("reminders.channel_email")} open={row.email}>
        {t(row.email ? "reminders.reach_on" : "reminders.reach_off")}
      </Way>
      <CardLine />
      <Way icon="message" name={t("reminders.channel_sms")} open={row.sms && texts === "on"}>
        {t(row.sms || row.texts_stopped ? `reminders.reach_${texts}` : "reminders.reach_off")}
      </Way>
    </Card>
  );
}

interface WayProps {
  icon: IconName;
  name: string;
  open: boolean;
  children: preact.ComponentChildren;
}

function Way({ icon, name, open, children }: WayProps) {
  return (
    <div class="reach-way">
      <Chip icon={icon} tone={open ? "done" : "fact"}>
        {name}
      </Chip>
      <span class="label-text">{children}</span>
    </div>
  );
}

function Last({ rows }: { rows: Sent[] }) {
  return (
    <ul class="left-list stack tight" aria-label={t("reminders.reach_last")}>
      {rows.map((row) => (
        <li key={row.id} class="reach-way">
          <Chip icon={ICONS[row.channel]}>{t(`reminders.channel_${row.channel}`)}</Chip>
          <span class="label-text">
            {t(`reminders.state_${row.state}`)} <span class="quiet-text numbers">{moment(row.at)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
