/** The staff's look at one patient's check-ins. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { Empty, Ready } from "../../ui/States";
import { MeasureCard } from "./MeasureCard";

export default function PatientMeasures({ patientId }: { patientId: string }) {
  const found = useAsk(
    () =>
      take(
        api.GET("/api/v1/patients/{patient_id}/measures", { params: { path: { patient_id: patientId } } }),
      ),
    { on: ["measures."], deps: [patientId] },
  );
  return (
    <Ready of={found} empty={(all) => all.length === 0 && <Empty>{t("measures.none_yet")}</Empty>}>
      {(all) => (
        <div class="stack wide">
          {all.map((one) => (
            <MeasureCard key={one.id} measure={one} />
          ))}
        </div>
      )}
    </Ready>
  );
}
