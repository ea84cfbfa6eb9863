/** Who cares for me, when they answer, and how to reach them. */

import type { components } from "../../api/schema";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { language, t } from "../../kernel/i18n";
import { account } from "../../kernel/session";
import { Card, Section } from "../../ui/Card";
import { Page } from "../../ui/Page";
import { Face, Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import "./Team.css";

type Team = components["schemas"]["CareTeam"];

export default function CareTeam() {
  const patient = account.value?.patient_id ?? "";
  const team = useAsk(
    () =>
      take(api.GET("/api/v1/patients/{patient_id}/care-team", { params: { path: { patient_id: patient } } })),
    { keep: "team", on: ["programs."], deps: [patient] },
  );
  return (
    <Page title={t("programs.team")} under={t("programs.team_under")} back="/more" tab={t("programs.team")}>
      <div class="stack">
        <Ready
          of={team}
          empty={(found) => found.members.length === 0 && <Empty>{t("programs.team_none")}</Empty>}
        >
          {(found) => (
            <>
              <RowList label={t("programs.team")}>
                {found.members.map((member) => (
                  <Row
                    key={member.staff_id}
                    mark={<Face name={member.name} />}
                    title={member.name}
                    second={t(`programs.role_${member.role}`)}
                  />
                ))}
              </RowList>
              <Reach team={found} />
            </>
          )}
        </Ready>
      </div>
    </Page>
  );
}

function Reach({ team }: { team: Team }) {
  return (
    <Section title={t("programs.reach")}>
      <RowList>
        <Row
          icon="message"
          title={t("programs.write")}
          second={t("programs.write_second")}
          href="/messages"
        />
        {team.phone && (
          <Row
            icon="phone"
            title={t("programs.call")}
            second={shown(team.phone)}
            href={`tel:${team.phone}`}
          />
        )}
      </RowList>
      {team.hours.length > 0 && (
        <Card>
          <h3>{t("programs.hours")}</h3>
          <dl class="team-hours numbers">
            {team.hours.map((row) => (
              <div key={row.weekday}>
                <dt>{weekdayName(row.weekday)}</dt>
                <dd>{t("programs.hours_span", { from: wall(row.opens), until: wall(row.closes) })}</dd>
              </div>
            ))}
          </dl>
          <p class="quiet-text label-text">{t("programs.hours_note")}</p>
        </Card>
      )}
    </Section>
  );
}

const locale = () => (language.value === "es" ? "es-US" : "en-US");

/** 0 is Monday: the first of January 2024 was one. */
function weekdayName(weekday: number): string {
  const day = new Date(Date.UTC(2024, 0, 1 + weekday, 12));
  const name = new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" }).format(day);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** "09:00:00" on the program's wall, as it is. */
function wall(time: string): string {
  const [hour = 0, minutes = 0] = time.split(":").map(Number);
  const at = new Date(Date.UTC(2024, 0, 1, hour, minutes));
  return new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit", timeZone: "UTC" })
    .format(at)
    .replace(/\u202f/g, " ")
    .toLowerCase();
}

/** "+12025550142" as "202-555-0142": how it is dialled inside the country. */
function shown(phone: string): string {
  const [, area, office, line] = phone.match(/^\+1(\d{3})(\d{3})(\d{4})$/) ?? [];
  return line ? `${area}-${office}-${line}` : phone;
}
