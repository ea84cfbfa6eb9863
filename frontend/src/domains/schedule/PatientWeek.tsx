/** The week on the staff's page of a patient: sessions, what was said, minutes that count. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { dayShort } from "../../kernel/time";
import { Card } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import type { Booking } from "./actions";
import { Hours } from "./Hours";
import { line, said } from "./words";

export default function PatientWeek({ patientId }: { patientId: string }) {
  const params = { path: { patient_id: patientId } };
  const week = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/week", { params })), {
    on: ["schedule."],
    deps: [patientId],
  });
  return (
    <div class="stack">
      <Ready
        of={week}
        empty={({ sessions }) => sessions.length === 0 && <Empty>{t("schedule.week_none")}</Empty>}
      >
        {({ hours, sessions }) => (
          <>
            {hours && hours.prescribed > 0 && (
              <Card>
                <Hours hours={hours} />
              </Card>
            )}
            <RowList label={t("schedule.tab")}>
              {sessions.map((session) => (
                <Row
                  key={session.id}
                  title={said(session.title)}
                  second={<span class="numbers">{`${dayShort(session.starts_at)}, ${line(session)}`}</span>}
                  end={<State session={session} />}
                />
              ))}
            </RowList>
          </>
        )}
      </Ready>
    </div>
  );
}

function State({ session: { state, mine, minutes } }: { session: Booking }) {
  if (state === "cancelled") return <Chip icon="cross">{t("schedule.cancelled")}</Chip>;
  if (!mine || (mine.attendance === "planned" && !mine.says)) return null;
  if (mine.attendance === "planned") {
    return <Chip icon="message">{t(`schedule.staff_says_${mine.says}`)}</Chip>;
  }
  const n = mine.minutes ?? minutes;
  if (mine.attendance === "absent") return <Chip icon="warning">{t("schedule.staff_absent")}</Chip>;
  if (mine.attendance === "excused") return <Chip icon="page">{t("schedule.state_excused")}</Chip>;
  return <Chip tone="done">{t("schedule.staff_minutes", { n })}</Chip>;
}
