/** One patient at the desk: access, level of care, care team. No clinical word comes here. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { date } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Sheet } from "../../ui/Dialog";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { Access } from "./Access";
import { type Admission, loadAdmission } from "./actions";
import { LevelForm } from "./LevelForm";
import { Team } from "./Team";
import { daysOf, levelOf, noon } from "./words";
import "./admin.css";

export default function Patient({ id }: { id: string }) {
  const asked = useAsk(() => loadAdmission(id), {
    on: ["programs.", "accounts.invitation_accepted"],
    deps: [id],
  });
  const patient = asked.data?.patient;
  const back = patient ? `/admin/programs/${patient.program_id}/patients` : "/admin";
  return (
    <Page
      title={patient?.full_name ?? t("admin.patients")}
      under={patient && t("admin.admitted_line", { day: date(noon(patient.admitted_on)) })}
      back={back}
      tab={t("admin.patients")}
      width="broad"
    >
      <Ready of={asked}>
        {(admission) => (
          <div class="admin-columns">
            <div class="admin-column">
              <Level admission={admission} again={asked.again} />
              <Access place={admission.patient} again={asked.again} />
            </div>
            <div class="admin-column">
              <Team admission={admission} again={asked.again} />
              <RowList>
                <Row
                  icon="page"
                  href={`/admin/audit?patient=${admission.patient.id}`}
                  title={t("admin.who_looked")}
                />
              </RowList>
            </div>
          </div>
        )}
      </Ready>
    </Page>
  );
}

function Level({ admission, again }: { admission: Admission; again: () => void }) {
  const [open, setOpen] = useState(false);
  const { enrolment } = admission.patient;
  const word = t(enrolment ? "admin.change_level" : "admin.set_level");
  const done = () => {
    setOpen(false);
    again();
  };
  return (
    <Section title={t("admin.level")}>
      {enrolment ? (
        <Card>
          <p>
            <strong>{levelOf(admission.patient)}</strong>
          </p>
          {enrolment.track && <p>{enrolment.track}</p>}
          {enrolment.weekdays.length > 0 && <p>{daysOf(enrolment.weekdays)}</p>}
          <p class="quiet-text">
            {t("admin.prescribed", { n: Math.round(enrolment.prescribed_minutes / 30) / 2 })}
          </p>
          <p class="quiet-text">{t("admin.from_day", { day: date(noon(enrolment.starts_on)) })}</p>
        </Card>
      ) : (
        <Empty>{t("admin.no_level")}</Empty>
      )}
      <Button kind={enrolment ? "second" : "primary"} wide onClick={() => setOpen(true)}>
        {word}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={word}>
        <LevelForm admission={admission} onDone={done} />
      </Sheet>
    </Section>
  );
}
