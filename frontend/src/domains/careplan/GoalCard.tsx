/** One goal in the patient's words: why, both lines over the weeks, this week's rating, who does what. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { entries } from "../../kernel/outbox";
import { dateLong } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card, CardLine } from "../../ui/Card";
import { GoalLine } from "../../ui/GoalLine";
import type { Goal } from "./actions";
import { Rate } from "./Rate";
import { noon } from "./Where";
import "./Plan.css";

export function GoalCard({ goal, place }: { goal: Goal; place: string }) {
  const [rating, setRating] = useState(false);
  const own = goal.interventions.filter(({ who }) => who === "patient");
  const ours = goal.interventions.filter(({ who }) => who === "team");
  return (
    <Card label={goal.title}>
      <p class="quiet-text label-text">{place}</p>
      <h2 class="serif plan-goal">{goal.title}</h2>
      {goal.why && <p class="quiet-text label-text">{t("careplan.quote", { words: goal.why })}</p>}
      {goal.ratings.length > 0 && (
        <div class="plan-line">
          <GoalLine ratings={goal.ratings} label={goal.title} />
        </div>
      )}
      {goal.apart && <p class="plan-apart">{t("careplan.apart")}</p>}
      {goal.state === "active" && <RateButton goal={goal} onOpen={() => setRating(true)} />}
      <About goal={goal} />
      {goal.interventions.length > 0 && (
        <>
          <CardLine />
          <div class="plan-who">
            <Steps title={t("careplan.i_do")} steps={own} />
            <Steps title={t("careplan.we_do")} steps={ours} />
          </div>
        </>
      )}
      {goal.asks.map((ask) => (
        <p key={ask.id} class="plan-asked">
          <b>{t("careplan.you_asked")}</b> {t("careplan.quote", { words: ask.text })}
        </p>
      ))}
      <Rate goal={goal} open={rating} onClose={() => setRating(false)} />
    </Card>
  );
}

/** A rating on its way is said beside the button: it is not lost, and not yet in the line. */
function RateButton({ goal, onOpen }: { goal: Goal; onOpen: () => void }) {
  const waiting = entries.value.find(
    ({ kind, data }) => kind === "careplan.rate" && (data as { goal: string }).goal === goal.id,
  );
  return (
    <div class="plan-rate">
      <Button wide onClick={onOpen} busy={waiting?.state === "sending" && t("ui.sending")}>
        {t("careplan.rate")}
      </Button>
      {waiting?.state === "waiting" && <p class="quiet-text small-text">{t("ui.waiting")}</p>}
    </div>
  );
}

function About({ goal }: { goal: Goal }) {
  if (!goal.problem && !goal.objective && !goal.target_on) return null;
  return (
    <dl class="plan-about">
      {goal.problem && <Line name={t("careplan.problem")} words={goal.problem} />}
      {goal.objective && <Line name={t("careplan.objective")} words={goal.objective} />}
      {goal.target_on && <Line name={t("careplan.target")} words={dateLong(noon(goal.target_on))} />}
    </dl>
  );
}

function Line({ name, words }: { name: string; words: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{words}</dd>
    </div>
  );
}

function Steps({ title, steps }: { title: string; steps: Goal["interventions"] }) {
  if (steps.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {steps.map((step) => (
          <li key={step.id}>
            {step.text}
            {(step.when || step.due_on) && <span class="plan-when">{when(step)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function when(step: Goal["interventions"][number]): string {
  const by = step.due_on ? t("careplan.by", { day: dateLong(noon(step.due_on)) }) : "";
  return [step.when, by].filter(Boolean).join(", ");
}
