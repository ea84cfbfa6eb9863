/** The staff's look at one patient's check-ins, and what the card asks. Nothing counts what is not there. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { useSubmit } from "../../kernel/doing";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { moment } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Check } from "../../ui/Choice";
import { Sheet } from "../../ui/Dialog";
import { FieldError } from "../../ui/Field";
import { RowList } from "../../ui/RowList";
import { Empty, problemWords, Ready } from "../../ui/States";
import type { CheckIn, Targets } from "./actions";
import { DayLine } from "./DayLine";
import { DayRow, Said } from "./DayRow";
import { TARGETS, wordsOf } from "./targets";
import "./checkins.css";

const LOOK_BACK = 28;
const MOST = 6;

export default function PatientDays({ patientId }: { patientId: string }) {
  const params = { path: { patient_id: patientId }, query: { days: LOOK_BACK } };
  const found = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/checkins", { params })), {
    on: ["checkins."],
    deps: [patientId],
  });
  return (
    <Ready of={found}>
      {({ today, targets, days }) => (
        <div class="daily-team">
          <div class="stack">
            <Asks patientId={patientId} targets={targets} onSaved={found.again} />
            {days.length > 0 && (
              <Card>
                <DayLine today={today} days={days} of={LOOK_BACK} />
              </Card>
            )}
          </div>
          {days.length === 0 ? (
            <Empty>{t("checkins.team_none")}</Empty>
          ) : (
            <Section title={t("checkins.days")}>
              <RowList label={t("checkins.days")}>
                {days.map((row) => (
                  <DayRow key={row.id} day={row.day} answers={row}>
                    {row.earlier.length > 0 && <Earlier row={row} />}
                  </DayRow>
                ))}
              </RowList>
            </Section>
          )}
        </div>
      )}
    </Ready>
  );
}

function Earlier({ row }: { row: CheckIn }) {
  return (
    <details class="daily-earlier">
      <summary>{t("checkins.earlier")}</summary>
      {row.earlier.map((each) => (
        <div key={each.written_at}>
          <p class="quiet-text small-text">{t("checkins.saved_at", { time: moment(each.written_at) })}</p>
          <Said answers={each} />
        </div>
      ))}
    </details>
  );
}

interface AsksProps {
  patientId: string;
  targets: Targets;
  onSaved: () => void;
}

function Asks({ patientId, targets, onSaved }: AsksProps) {
  const [open, setOpen] = useState(false);
  return (
    <Card>
      <h2>{t("checkins.team_asks")}</h2>
      <p class="quiet-text label-text">{t("checkins.team_asks_under")}</p>
      {targets.keys.length === 0 ? (
        <p>{t("checkins.team_asks_none")}</p>
      ) : (
        <p class="daily-chips">
          {targets.keys.map((key) => (
            <Chip key={key}>{wordsOf(key) ?? key}</Chip>
          ))}
        </p>
      )}
      <p class="daily-acts">
        <Button kind="second" pill onClick={() => setOpen(true)}>
          {t("checkins.team_change")}
        </Button>
      </p>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("checkins.team_choose")}>
        {/* What a colleague saves meanwhile stands in the open sheet at once, and the sheet stays. */}
        <Choose
          key={targets.version}
          patientId={patientId}
          targets={targets}
          onSaved={onSaved}
          onClose={() => setOpen(false)}
        />
      </Sheet>
    </Card>
  );
}

function Choose({ patientId, targets, onSaved, onClose }: AsksProps & { onClose: () => void }) {
  const [keys, setKeys] = useState(targets.keys);
  const { busy, problem, submit } = useSubmit(async () => {
    const params = { path: { patient_id: patientId } };
    const body = { keys, version: targets.version };
    await take(api.PUT("/api/v1/patients/{patient_id}/checkins/targets", { params, body }));
    announce(t("checkins.team_saved"));
    onClose();
    onSaved();
  });
  const turn = (key: string, on: boolean) =>
    setKeys(on ? [...keys, key] : keys.filter((other) => other !== key));
  return (
    <form class="stack" onSubmit={submit}>
      <fieldset class="choices">
        <legend>{t("checkins.team_choose_hint", { n: MOST })}</legend>
        {TARGETS.map((key) => (
          <Check
            key={key}
            label={wordsOf(key) ?? key}
            checked={keys.includes(key)}
            onChecked={(on) => turn(key, on)}
          />
        ))}
      </fieldset>
      {problem && <FieldError>{problemWords(problem)}</FieldError>}
      <Button type="submit" wide busy={busy && t("checkins.team_saving")}>
        {t("ui.save")}
      </Button>
    </form>
  );
}
