/** Every version of the plan in words, newest first. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { account } from "../../kernel/session";
import { Card } from "../../ui/Card";
import { Page } from "../../ui/Page";
import { Empty, Ready } from "../../ui/States";
import { ChangeLine } from "./Changes";
import "./Plan.css";

export default function Story() {
  const patient = account.value?.patient_id ?? "";
  const story = useAsk(
    () =>
      take(
        api.GET("/api/v1/patients/{patient_id}/plan/story", { params: { path: { patient_id: patient } } }),
      ),
    { on: ["careplan.goal_changed", "careplan.plan_changed"], deps: [patient] },
  );
  return (
    <Page title={t("careplan.story")} under={t("careplan.story_under")} back="/plan" tab={t("app.plan")}>
      <Ready of={story} empty={(all) => all.length === 0 && <Empty>{t("careplan.none")}</Empty>}>
        {(all) => (
          <Card>
            <ul class="stack plan-story">
              {all.map((change) => (
                <ChangeLine key={change.id} change={change} />
              ))}
            </ul>
          </Card>
        )}
      </Ready>
    </Page>
  );
}
