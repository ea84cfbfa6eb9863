/** Who does what by when, as rows of a form. */
import { t } from "../../kernel/i18n";
import type { Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Field, Select } from "../../ui/Field";
import type { StepDraft } from "./draft";
import "./Plan.css";

const NEW: StepDraft = { who: "patient", text: "", when: "", clinical: "", due_on: "" };

interface Props {
  steps: StepDraft[];
  onSteps: (steps: StepDraft[]) => void;
  problem?: Problem;
}

export function StepFields({ steps, onSteps, problem }: Props) {
  const put = (at: number, change: Partial<StepDraft>) =>
    onSteps(steps.map((step, n) => (n === at ? { ...step, ...change } : step)));
  return (
    <Section title={t("careplan.steps")}>
      {steps.map((step, at) => (
        <Card key={at} label={t("careplan.step_n", { n: at + 1 })}>
          <div class="stack">
            <div class="plan-two">
              <Select
                label={t("careplan.step_who")}
                value={step.who}
                onValue={(who) => put(at, { who: who as StepDraft["who"] })}
                options={[
                  { value: "patient", label: t("careplan.by_patient") },
                  { value: "team", label: t("careplan.by_team") },
                ]}
              />
              <Field
                label={t("careplan.step_when")}
                hint={t("careplan.step_when_hint")}
                value={step.when}
                onValue={(when) => put(at, { when })}
                maxLength={200}
              />
            </div>
            <Field
              label={t("careplan.step_text")}
              value={step.text}
              onValue={(text) => put(at, { text })}
              problem={problem}
              pointer={`/steps/${at}/text`}
              maxLength={2000}
              lines
            />
            <div class="plan-two">
              <Field
                label={t("careplan.step_clinical")}
                value={step.clinical}
                onValue={(clinical) => put(at, { clinical })}
                maxLength={2000}
              />
              <Field
                label={t("careplan.step_due")}
                type="date"
                value={step.due_on}
                onValue={(due_on) => put(at, { due_on })}
                problem={problem}
                pointer={`/steps/${at}/due_on`}
              />
            </div>
            <Button kind="quiet" onClick={() => onSteps(steps.filter((_, n) => n !== at))}>
              {t("careplan.step_remove")}
            </Button>
          </div>
        </Card>
      ))}
      <Button kind="second" icon="plus" onClick={() => onSteps([...steps, NEW])}>
        {t("careplan.step_add")}
      </Button>
    </Section>
  );
}
