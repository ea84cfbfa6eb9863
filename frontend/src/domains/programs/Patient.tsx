/** One patient for the team: where they stand in one strip, then plan, schedule and what other domains add. */
import { useEffect, useState } from "preact/hooks";
import type { components } from "../../api/schema";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { language, loadTexts, t } from "../../kernel/i18n";
import { type Filling, fillings } from "../../kernel/slots";
import { moment } from "../../kernel/time";
import { Page } from "../../ui/Page";
import { Filled } from "../../ui/Slot";
import { Ready } from "../../ui/States";
import "./Patient.css";

export default function Patient({ id }: { id: string }) {
  const params = { path: { patient_id: id } };
  const patient = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}", { params })), {
    on: ["programs."],
    deps: [id],
  });
  const today = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/today", { params })), {
    on: ["schedule."],
    deps: [id],
  });
  const found = patient.data;
  return (
    <Page
      title={found?.full_name ?? t("patients.one")}
      under={found && goesBy(found)}
      back="/patients"
      width="broad"
    >
      <div class="stack">
        <Ready of={patient}>
          {(row) => (
            <dl class="strip">
              <Fact
                name={t("patients.level")}
                words={row.level ? t(`patients.level_${row.level}`) : t("patients.no_level")}
              />
              <Fact name={t("patients.track")} words={row.track ?? row.program} />
              <Fact name={t("patients.week")} words={t("patients.week_n", { n: row.week_number })} />
              {today.data && <Now today={today.data} />}
            </dl>
          )}
        </Ready>
        {found && <Parts patientId={id} />}
      </div>
    </Page>
  );
}

function goesBy({ pronouns, preferred_name, full_name }: components["schemas"]["Patient"]): string {
  const other = full_name.startsWith(preferred_name) ? "" : t("patients.goes_by", { name: preferred_name });
  return [pronouns, other].filter(Boolean).join(", ");
}

type Today = Awaited<ReturnType<typeof readToday>>;
const readToday = (id: string) =>
  take(api.GET("/api/v1/patients/{patient_id}/today", { params: { path: { patient_id: id } } }));

const halves = (minutes: number) => Math.floor(minutes / 30) / 2;

function Now({ today }: { today: Today }) {
  const next = today.now ?? today.coming[0];
  const title = next && (language.value === "es" ? next.title.es : next.title.en);
  return (
    <>
      <Fact
        name={t("patients.hours")}
        words={t("patients.hours_of", {
          done: halves(today.hours.attended),
          total: halves(today.hours.prescribed),
          planned: halves(today.hours.planned),
        })}
      />
      <Fact
        name={t(today.now ? "patients.session_now" : "patients.session_next")}
        words={
          next
            ? t("patients.session_at", { title: title ?? "", time: moment(next.starts_at) })
            : t("patients.no_session")
        }
      />
    </>
  );
}

function Fact({ name, words }: { name: string; words: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="numbers">{words}</dd>
    </div>
  );
}

/** The parts' names are in their domains' words. */
function useNames(parts: readonly Filling[]): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void loadTexts(...parts.map(({ name }) => name)).then(() => setReady(true));
  }, [parts]);
  return ready;
}

function Parts({ patientId }: { patientId: string }) {
  const parts = fillings("patient");
  const [chosen, setChosen] = useState(parts[0]?.name);
  const ready = useNames(parts);
  const part = parts.find(({ name }) => name === chosen);
  if (!ready) return null;
  return (
    <>
      <nav class="parts" aria-label={t("patients.parts")}>
        {parts.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            aria-current={name === chosen ? "true" : undefined}
            onClick={() => setChosen(name)}
          >
            {t(label ?? name)}
          </button>
        ))}
      </nav>
      {part && <Filled key={part.name} filling={part} props={{ patientId }} />}
    </>
  );
}
