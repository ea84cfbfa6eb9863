/** Adding or changing one goal: the patient's wording, the team's, who does what, and why, for the patient to read. */

import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../kernel/ask";
import { setDirty } from "../../kernel/dirty";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Field, FieldError, Select } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { problemWords, Ready } from "../../ui/States";
import type { Goal } from "./actions";
import { Conflict } from "./Conflict";
import { bodyOf, type Draft, draftOf, NOTHING, type State } from "./draft";
import { StepFields } from "./StepFields";

export default function GoalForm({ patient, goal }: { patient: string; goal: string }) {
  const back = `/patients/${patient}`;
  return (
    <Page title={t(goal === "new" ? "careplan.add_goal" : "careplan.edit_goal")} back={back} width="broad">
      {goal === "new" ? (
        <Form patient={patient} back={back} />
      ) : (
        <Existing id={goal} patient={patient} back={back} />
      )}
    </Page>
  );
}

function Existing({ id, patient, back }: { id: string; patient: string; back: string }) {
  const params = { path: { goal_id: id } };
  const goal = useAsk(() => take(api.GET("/api/v1/goals/{goal_id}", { params })), { deps: [id] });
  return <Ready of={goal}>{(found) => <Form key={id} goal={found} patient={patient} back={back} />}</Ready>;
}

function Form({ goal, patient, back }: { goal?: Goal; patient: string; back: string }) {
  const { route } = useLocation();
  const [draft, setDraft] = useState<Draft>(goal ? draftOf(goal) : NOTHING);
  const [why, setWhy] = useState("");
  const [version, setVersion] = useState(goal?.version ?? 1);
  const [newest, setNewest] = useState<Goal | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  useEffect(() => () => setDirty("goal", false), []);

  const set = (change: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setDirty("goal", true);
  };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      if (goal) await change(goal.id, draft, version, why);
      else await add(patient, draft, why, key);
      setDirty("goal", false);
      route(back);
    } catch (error) {
      const found = asProblem(error);
      setProblem(found);
      if (found.status === 412 && goal) setNewest(await fetchGoal(goal.id).catch(() => null));
    } finally {
      setBusy(false);
    }
  };
  const settle = (next: Goal, mine: boolean) => {
    setVersion(next.version);
    if (!mine) setDraft(draftOf(next));
    setNewest(null);
    setProblem(undefined);
  };
  return (
    <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
      {newest && <Conflict newest={newest} draft={draft} onSettle={settle} />}
      <Words draft={draft} set={set} problem={problem} />
      <StepFields steps={draft.steps} onSteps={(steps) => set({ steps })} problem={problem} />
      {goal && <StateOf draft={draft} set={set} />}
      <Card>
        <Field
          label={t(goal ? "careplan.why_changed" : "careplan.why_added")}
          hint={t("careplan.why_changed_hint")}
          value={why}
          onValue={(words) => {
            setWhy(words);
            setDirty("goal", true);
          }}
          problem={problem}
          pointer="/why_changed"
          maxLength={2000}
          lines
        />
      </Card>
      {problem && !newest && <FieldError>{problemWords(problem)}</FieldError>}
      <Foot raised>
        <Button type="submit" wide busy={busy && t("ui.saving")}>
          {t("careplan.save_goal")}
        </Button>
      </Foot>
    </form>
  );
}

function fetchGoal(id: string): Promise<Goal> {
  return take(api.GET("/api/v1/goals/{goal_id}", { params: { path: { goal_id: id } } }));
}

function change(id: string, draft: Draft, version: number, why: string): Promise<Goal> {
  const body = { ...bodyOf(draft), version, why_changed: why };
  return take(api.PATCH("/api/v1/goals/{goal_id}", { params: { path: { goal_id: id } }, body }));
}

function add(patient: string, draft: Draft, why: string, key: string): Promise<Goal> {
  const { state: _, ...words } = bodyOf(draft);
  return take(
    api.POST("/api/v1/patients/{patient_id}/goals", {
      params: { path: { patient_id: patient } },
      headers: { "Idempotency-Key": key },
      body: { ...words, why_changed: why },
    }),
  );
}

interface PartProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  problem?: Problem;
}

const PLAIN = ["title", "why", "problem", "objective"] as const;
const CLINICAL = ["clinical_problem", "clinical_goal", "clinical_objective"] as const;

function Words({ draft, set, problem }: PartProps) {
  const field = (name: (typeof PLAIN)[number] | (typeof CLINICAL)[number], lines: boolean) => (
    <Field
      key={name}
      label={t(`careplan.field_${name}`)}
      value={draft[name]}
      onValue={(words) => set({ [name]: words })}
      problem={problem}
      pointer={`/${name}`}
      maxLength={2000}
      lines={lines}
    />
  );
  return (
    <div class="plan-two">
      <Section title={t("careplan.patient_words")}>
        <Card>
          <div class="stack">
            {PLAIN.map((name) => field(name, name !== "title"))}
            <Field
              label={t("careplan.target_on")}
              type="date"
              value={draft.target_on}
              onValue={(target_on) => set({ target_on })}
              problem={problem}
              pointer="/target_on"
            />
          </div>
        </Card>
      </Section>
      <Section title={t("careplan.team_words")}>
        <Card>
          <div class="stack">
            <p class="quiet-text label-text">{t("careplan.team_words_under")}</p>
            {CLINICAL.map((name) => field(name, true))}
          </div>
        </Card>
      </Section>
    </div>
  );
}

function StateOf({ draft, set }: PartProps) {
  const states: State[] = ["active", "reached", "set_aside"];
  return (
    <Card>
      <Select
        label={t("careplan.state")}
        value={draft.state}
        onValue={(state) => set({ state: state as State })}
        options={states.map((value) => ({ value, label: t(`careplan.state_${value}`) }))}
      />
    </Card>
  );
}
