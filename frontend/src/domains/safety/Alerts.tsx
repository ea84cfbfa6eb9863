/** Who needs a call first, and who has taken it. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { clock, minute, moment } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Page } from "../../ui/Page";
import { Empty, problemWords, Ready } from "../../ui/States";
import { type Alert, acknowledge, alerts, loadAlerts } from "./events";

export default function Alerts() {
  const asked = useAsk(loadAlerts, { on: ["safety.", "programs.patient_renamed"] });
  return (
    <Page title={t("safety.alerts")} under={t("safety.alerts_under")} tab={t("safety.alerts")}>
      <Ready of={asked}>{() => <List />}</Ready>
    </Page>
  );
}

function List() {
  const rows = alerts.all.value.toSorted(byUrgency);
  const open = rows.filter((alert) => !alert.acknowledged_at);
  const taken = rows.filter((alert) => alert.acknowledged_at);
  return (
    <div class="stack wide">
      {open.length === 0 && <Empty>{t("safety.no_alerts")}</Empty>}
      {open.map((alert) => (
        <OpenAlert key={alert.id} alert={alert} />
      ))}
      {taken.map((alert) => (
        <Card key={alert.id} label={alert.patient_name}>
          <div class="section-head">
            <h2>{alert.patient_name}</h2>
            <Chip tone="done" icon="tick">
              {t("safety.taken_by", { name: alert.acknowledged_by ?? "" })}
            </Chip>
          </div>
          <p class="quiet-text">{t("safety.taken_at", { time: moment(alert.acknowledged_at ?? "") })}</p>
          <OpenThread alert={alert} />
        </Card>
      ))}
    </div>
  );
}

const LEVELS = {
  urgent: { order: 0, word: "safety.now" },
  same_day: { order: 1, word: "safety.today" },
  look: { order: 2, word: "safety.read_today" },
} as const;

function byUrgency(a: Alert, b: Alert): number {
  if (a.level !== b.level) return LEVELS[a.level].order - LEVELS[b.level].order;
  return a.raised_at.localeCompare(b.raised_at);
}

/** To the very conversation in which the words stand. */
function OpenThread({ alert }: { alert: Alert }) {
  if (!alert.thread_id) return null;
  return (
    <Button kind="second" wide href={`/inbox/${alert.thread_id}`}>
      {t("safety.open_thread")}
    </Button>
  );
}

function OpenAlert({ alert }: { alert: Alert }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const late = minute.value.getTime() > Date.parse(alert.due_at);

  async function takeIt() {
    setBusy(true);
    setProblem(undefined);
    try {
      await acknowledge(alert.id);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Card label={alert.patient_name}>
      <div class="stack tight">
        <div class="section-head">
          <h2>{alert.patient_name}</h2>
          <Chip tone="safety" icon="shield">
            {t(LEVELS[alert.level].word)}
          </Chip>
        </div>
        <p>{t(alert.kind === "words" ? `safety.words_${alert.written_in}` : "safety.item9")}</p>
        {alert.kind === "words" && <p class="quiet-text small-text">{t("safety.words_note")}</p>}
        <p class="quiet-text">
          {t("safety.raised", { time: clock(alert.raised_at) })}{" "}
          {t(late ? "safety.passed_on" : "safety.passes_on", { time: clock(alert.due_at) })}
        </p>
        {problem && <p role="alert">{problemWords(problem)}</p>}
        <Button wide busy={busy ? t("safety.taking") : undefined} onClick={() => void takeIt()}>
          {t("safety.take")}
        </Button>
        <OpenThread alert={alert} />
        <Button kind="second" wide href={`/patients/${alert.patient_id}`}>
          {t("safety.open_patient")}
        </Button>
      </div>
    </Card>
  );
}
