/** The patient's plan in their own words: where they are, each goal with both lines, who does what by when. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { account } from "../../kernel/session";
import { date, dayShort } from "../../kernel/time";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { Ask } from "./Ask";
import type { Plan as PlanData } from "./actions";
import { Changes } from "./Changes";
import { GoalCard } from "./GoalCard";
import { Where } from "./Where";

export default function Plan() {
  const patient = account.value?.patient_id ?? "";
  const plan = useAsk(
    () => take(api.GET("/api/v1/patients/{patient_id}/plan", { params: { path: { patient_id: patient } } })),
    { keep: "plan", on: ["careplan.", "programs.enrolment_changed"], deps: [patient] },
  );
  const found = plan.data?.plan;
  return (
    <Page
      title={t("careplan.title")}
      over={found && t("careplan.updated", { day: date(found.updated_at) })}
      tab={t("app.plan")}
    >
      <div class="stack">
        <Ready of={plan}>
          {(data) => (
            <>
              {data.plan && <Changes plan={data.plan} patient={patient} />}
              {data.steps.length > 0 && <Where steps={data.steps} plan={data.plan} />}
              {data.plan && data.plan.goals.length > 0 ? (
                <Goals plan={data.plan} />
              ) : (
                <Empty title={t("careplan.none_title")}>{t("careplan.none")}</Empty>
              )}
            </>
          )}
        </Ready>
      </div>
    </Page>
  );
}

function Goals({ plan }: { plan: PlanData }) {
  const [asking, setAsking] = useState(false);
  const open = plan.goals.filter(({ state }) => state === "active");
  const others = plan.goals.filter(({ state }) => state !== "active");
  return (
    <>
      {open.map((goal, at) => (
        <GoalCard
          key={goal.id}
          goal={goal}
          place={t("careplan.goal_of", { n: at + 1, total: open.length })}
        />
      ))}
      {others.map((goal) => (
        <GoalCard key={goal.id} goal={goal} place={t(`careplan.state_${goal.state}`)} />
      ))}
      <RowList>
        {plan.review.at && (
          <Row
            icon="calendar"
            title={t("careplan.review_on", { day: dayShort(plan.review.at) })}
            second={t("careplan.review_with", {
              names: names(plan.review.people.map(({ name }) => name)),
            })}
          />
        )}
        {open.length > 0 && (
          <Row
            icon="message"
            title={t("careplan.ask")}
            second={t(open.length > 1 ? "careplan.ask_one_of" : "careplan.ask_this")}
            onClick={() => setAsking(true)}
          />
        )}
        <Row icon="page" title={t("careplan.story")} second={t("careplan.story_second")} href="/plan/story" />
      </RowList>
      <Ask goals={open} open={asking} onClose={() => setAsking(false)} />
    </>
  );
}

/** "Ana Ruiz and Dr. Nair" in the reader's language. */
function names(all: string[]): string {
  return new Intl.ListFormat(document.documentElement.lang || "en", { type: "conjunction" }).format(all);
}
