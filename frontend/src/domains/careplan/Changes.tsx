/** What changed and why since the person last looked; their tap tells the team that it was read. */
import { useEffect } from "preact/hooks";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { asProblem } from "../../kernel/problem";
import { date } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import type { Change, Plan } from "./actions";

async function seen(patient: string, version: number): Promise<void> {
  const params = { path: { patient_id: patient } };
  try {
    await take(api.POST("/api/v1/patients/{patient_id}/plan/seen", { params, body: { version } }));
  } catch (error) {
    // Not told is not lost: the same words stand here at the next visit.
    if (!asProblem(error).passing) throw error;
  }
}

export function Changes({ plan, patient }: { plan: Plan; patient: string }) {
  const first = plan.seen_version === 0;
  useEffect(() => {
    // The first plan is no change: looking at it is enough.
    if (first) void seen(patient, plan.version);
  }, [first]);
  if (first || plan.unseen.length === 0) return null;
  return (
    <Card label={t("careplan.changed")}>
      <h2>{t("careplan.changed")}</h2>
      <ul class="stack tight plan-story">
        {plan.unseen.map((change) => (
          <ChangeLine key={change.id} change={change} />
        ))}
      </ul>
      <Button kind="second" wide onClick={() => void seen(patient, plan.version)}>
        {t("careplan.changed_read")}
      </Button>
    </Card>
  );
}

export function ChangeLine({ change }: { change: Change }) {
  return (
    <li>
      <b>{change.what}</b>
      <span class="plan-why">{change.why}</span>
      <span class="plan-when">
        {change.by ? t("careplan.change_by", { name: change.by, day: date(change.at) }) : date(change.at)}
      </span>
    </li>
  );
}
