/** The week that somebody shares: when and where, nothing of what happens there. */
import type { components } from "../../api/schema";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { date, dayKey, span, weekday } from "../../kernel/time";
import { Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty } from "../../ui/States";
import { WhileShared } from "./NotShared";
import { said } from "./words";

type Week = components["schemas"]["Week"];
type Booking = Week["sessions"][number];

export default function SharedWeek({ id }: { id: string }) {
  const found = useAsk(
    () => take(api.GET("/api/v1/patients/{patient_id}/week", { params: { path: { patient_id: id } } })),
    { on: ["family.", "schedule."], deps: [id] },
  );
  return (
    <Page
      title={t("family.week_title")}
      under={found.data && t("family.week_note")}
      back="/family"
      tab={t("app.family")}
    >
      <WhileShared of={found}>{(week) => <Days sessions={week.sessions} />}</WhileShared>
    </Page>
  );
}

export function Days({ sessions }: { sessions: Booking[] }) {
  if (sessions.length === 0) return <Empty>{t("family.week_none")}</Empty>;
  const days = [...new Set(sessions.map((session) => dayKey(session.starts_at)))];
  return (
    <div class="stack">
      {days.map((day) => (
        <Section key={day} title={`${weekday(`${day}T12:00:00Z`)} ${date(`${day}T12:00:00Z`)}`}>
          <RowList>
            {sessions
              .filter((session) => dayKey(session.starts_at) === day)
              .map((session) => (
                <Row
                  key={session.id}
                  title={said(session.title)}
                  second={<span class="numbers">{line(session)}</span>}
                  end={chip(session)}
                />
              ))}
          </RowList>
        </Section>
      ))}
    </div>
  );
}

function line(session: Booking): string {
  const where = session.online ? t("family.online") : said(session.place);
  return [span(session.starts_at, session.ends_at), where].filter(Boolean).join(", ");
}

function chip(session: Booking) {
  if (session.state === "cancelled") return <Chip icon="cross">{t("family.cancelled")}</Chip>;
  if (session.state === "moved") return <Chip tone="due">{t("family.moved")}</Chip>;
  return undefined;
}
