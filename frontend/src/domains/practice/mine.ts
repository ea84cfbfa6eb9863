/** A patient's own cards and ranking. Nobody's while nobody is signed in, or a PIN stands before it. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { account } from "../../kernel/session";
import { vault } from "../../kernel/vault";
import { cardsNow, type Practice } from "./actions";

export function me(): string | undefined {
  return vault.state.value === "locked" ? undefined : (account.value?.patient_id ?? undefined);
}

const NOBODY: Practice = { patient_id: "", cards: [], helped: [] };

export function useMine() {
  const patient = me();
  const asked = useAsk(
    async () =>
      patient
        ? take(
            api.GET("/api/v1/patients/{patient_id}/practice", { params: { path: { patient_id: patient } } }),
          )
        : NOBODY,
    { keep: patient && "practice", on: ["practice."], deps: [patient] },
  );
  return { patient, asked, cards: patient ? cardsNow(asked.data?.cards) : [] };
}
