/** The summary of a plan that somebody shares, in that person's own words. */
import type { components } from "../../api/schema";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { dateLong } from "../../kernel/time";
import { Card } from "../../ui/Card";
import { Page } from "../../ui/Page";
import { Empty } from "../../ui/States";
import { WhileShared } from "./NotShared";

type Summary = components["schemas"]["PlanSummary"];

export default function SharedPlan({ id }: { id: string }) {
  const found = useAsk(
    () =>
      take(api.GET("/api/v1/patients/{patient_id}/plan/summary", { params: { path: { patient_id: id } } })),
    { on: ["family.", "careplan."], deps: [id] },
  );
  return (
    <Page
      title={t("family.plan_title")}
      under={found.data && t("family.plan_note")}
      back="/family"
      tab={t("app.family")}
    >
      <WhileShared of={found}>{(summary) => <Goals summary={summary} />}</WhileShared>
    </Page>
  );
}

export function Goals({ summary }: { summary: Summary }) {
  if (summary.goals.length === 0) return <Empty>{t("family.plan_none")}</Empty>;
  return (
    <div class="stack">
      {summary.next_around && (
        <p>{t("family.next_step", { day: dateLong(`${summary.next_around}T12:00:00Z`) })}</p>
      )}
      {summary.goals.map((goal) => (
        <Card key={goal.id}>
          <div class="stack tight">
            <h2 class="serif">{goal.title}</h2>
            {(["patient", "team"] as const).map((who) => (
              <Steps key={who} who={who} steps={goal.steps.filter((step) => step.who === who)} />
            ))}
          </div>
        </Card>
      ))}
    </div>
  );
}

function Steps({ who, steps }: { who: "patient" | "team"; steps: Summary["goals"][number]["steps"] }) {
  if (steps.length === 0) return null;
  return (
    <div>
      <h3>{t(`family.steps_${who}`)}</h3>
      <ul class="stack tight">
        {steps.map((step) => (
          <li key={step.text}>
            {step.text} {step.when && <span class="quiet-text">{step.when}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
