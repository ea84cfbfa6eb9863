/** The plan on the staff's page of a patient: both wordings, both lines, asks, and what the patient has read. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { date, dateLong, moment } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card, CardLine } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { FieldError } from "../../ui/Field";
import { GoalLine } from "../../ui/GoalLine";
import { Empty, problemWords, Ready } from "../../ui/States";
import type { Goal, Plan } from "./actions";
import { ChangeLine } from "./Changes";
import { Rate } from "./Rate";
import { noon, Where } from "./Where";
import "./Plan.css";

type Act = (work: () => Promise<unknown>) => Promise<void>;

export default function PatientPlan({ patientId }: { patientId: string }) {
  const params = { path: { patient_id: patientId } };
  const [problem, setProblem] = useState<Problem | null>(null);
  const plan = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/plan", { params })), {
    on: ["careplan."],
    deps: [patientId],
  });
  const act: Act = async (work) => {
    setProblem(null);
    try {
      await work();
      plan.again();
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  const start = () => act(() => take(api.POST("/api/v1/patients/{patient_id}/plan", { params, body: {} })));
  return (
    <div class="stack">
      {problem && <FieldError>{problemWords(problem)}</FieldError>}
      <Ready of={plan}>
        {(found) =>
          found.plan ? (
            <Found plan={found.plan} steps={found.steps} act={act} />
          ) : (
            <Empty
              title={t("careplan.none_title")}
              action={<Button onClick={() => void start()}>{t("careplan.start")}</Button>}
            >
              {t("careplan.start_under")}
            </Empty>
          )
        }
      </Ready>
    </div>
  );
}

function Found({ plan, steps, act }: { plan: Plan; steps: Plan["steps"]; act: Act }) {
  return (
    <>
      <Receipt plan={plan} />
      {steps.length > 0 && <Where steps={steps} plan={plan} />}
      <Button kind="second" icon="stairs" wide href={`/patients/${plan.patient_id}/step`}>
        {t("careplan.edit_step")}
      </Button>
      {plan.goals.map((goal) => (
        <TeamGoal key={goal.id} goal={goal} act={act} />
      ))}
      <Button kind="second" icon="plus" wide href={`/patients/${plan.patient_id}/goals/new`}>
        {t("careplan.add_goal")}
      </Button>
    </>
  );
}

/** P3: the clinician sees that the change was read. */
function Receipt({ plan }: { plan: Plan }) {
  if (plan.unseen.length === 0 && plan.seen_at) {
    return (
      <p>
        <Chip tone="done" icon="ticks">
          {t("careplan.read_at", { time: moment(plan.seen_at) })}
        </Chip>
      </p>
    );
  }
  return (
    <Card label={t("careplan.unread")}>
      <h2>{t("careplan.unread")}</h2>
      <ul class="stack tight plan-story">
        {plan.unseen.map((change) => (
          <ChangeLine key={change.id} change={change} />
        ))}
      </ul>
    </Card>
  );
}

function TeamGoal({ goal, act }: { goal: Goal; act: Act }) {
  const [rating, setRating] = useState(false);
  const path = { goal_id: goal.id };
  const rate = (value: number) =>
    void act(() =>
      take(api.PUT("/api/v1/goals/{goal_id}/team-rating", { params: { path }, body: { value } })),
    );
  return (
    <Card label={goal.title}>
      <div class="section-head">
        <h2 class="serif plan-goal">{goal.title}</h2>
        {goal.state === "active" ? (
          goal.apart && <Chip tone="due">{t("careplan.apart_chip")}</Chip>
        ) : (
          <Chip>{t(`careplan.state_${goal.state}`)}</Chip>
        )}
      </div>
      {goal.why && <p class="quiet-text label-text">{t("careplan.quote", { words: goal.why })}</p>}
      {goal.clinical && <Clinical goal={goal} />}
      {goal.ratings.length > 0 && (
        <div class="plan-line">
          <GoalLine ratings={goal.ratings} label={goal.title} />
        </div>
      )}
      <Asks goal={goal} act={act} />
      <CardLine />
      <ul class="stack tight label-text">
        {goal.interventions.map((step) => (
          <li key={step.id}>
            <b>{t(step.who === "patient" ? "careplan.by_patient" : "careplan.by_team")}</b> {step.text}
            <span class="plan-when">
              {[step.when, step.due_on && t("careplan.by", { day: dateLong(noon(step.due_on)) })]
                .filter(Boolean)
                .join(", ")}
            </span>
          </li>
        ))}
      </ul>
      <div class="plan-acts">
        <Button kind="second" icon="pencil" href={`/patients/${goal.patient_id}/goals/${goal.id}`}>
          {t("careplan.edit_goal")}
        </Button>
        {goal.state === "active" && (
          <Button kind="second" onClick={() => setRating(true)}>
            {t("careplan.rate_for_team")}
          </Button>
        )}
      </div>
      <Rate goal={goal} open={rating} onClose={() => setRating(false)} onRate={rate} />
    </Card>
  );
}

function Clinical({ goal }: { goal: Goal }) {
  const rows = [
    ["problem", goal.clinical?.problem],
    ["goal", goal.clinical?.goal],
    ["objective", goal.clinical?.objective],
  ] as const;
  return (
    <dl class="plan-about">
      {rows.map(
        ([name, words]) =>
          words && (
            <div key={name}>
              <dt>{t(`careplan.clinical_${name}`)}</dt>
              <dd>{words}</dd>
            </div>
          ),
      )}
      {goal.target_on && (
        <div>
          <dt>{t("careplan.target_on")}</dt>
          <dd>{dateLong(noon(goal.target_on))}</dd>
        </div>
      )}
    </dl>
  );
}

function Asks({ goal, act }: { goal: Goal; act: Act }) {
  const close = (id: string) => () =>
    void act(() =>
      take(api.POST("/api/v1/change-requests/{request_id}/close", { params: { path: { request_id: id } } })),
    );
  return (
    <>
      {goal.asks.map((ask) => (
        <div key={ask.id} class="plan-asked">
          <p>
            <b>{t("careplan.asks")}</b> {t("careplan.quote", { words: ask.text })}
          </p>
          <p class="plan-when">{date(ask.at)}</p>
          <Button kind="second" pill icon="tick" onClick={close(ask.id)}>
            {t("careplan.ask_close")}
          </Button>
        </div>
      ))}
    </>
  );
}
