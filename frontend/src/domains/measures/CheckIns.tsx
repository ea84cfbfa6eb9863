/** What is asked each week, and the line of each over the weeks. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { account } from "../../kernel/session";
import { Page } from "../../ui/Page";
import { Empty, Ready } from "../../ui/States";
import { MeasureCard } from "./MeasureCard";

export default function CheckIns() {
  const patient = account.value?.patient_id ?? "";
  const found = useAsk(
    () =>
      take(api.GET("/api/v1/patients/{patient_id}/measures", { params: { path: { patient_id: patient } } })),
    { on: ["measures."], deps: [patient] },
  );
  return (
    <Page title={t("measures.check_ins")} under={t("measures.under")} back="/more">
      <Ready of={found} empty={(all) => all.length === 0 && <Empty>{t("measures.none")}</Empty>}>
        {(all) => (
          <div class="stack wide">
            {all.map((one) => (
              <MeasureCard key={one.id} measure={one} mine />
            ))}
            <p class="quiet-text">{t("measures.footer")}</p>
          </div>
        )}
      </Ready>
    </Page>
  );
}
