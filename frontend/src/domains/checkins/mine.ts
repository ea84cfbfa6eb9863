/** A patient's own card and last days: from the server, else from this phone, with what still waits on it. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { account } from "../../kernel/session";
import { type Standing, standing } from "./actions";
import { DEFAULT } from "./targets";

export const LOOK_BACK = 14;

export function useMine() {
  const patient = account.value?.patient_id ?? "";
  const params = { path: { patient_id: patient }, query: { days: LOOK_BACK } };
  const asked = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/checkins", { params })), {
    keep: "checkins",
    on: ["checkins."],
    deps: [patient],
  });
  const days: Standing[] = standing(asked.data?.days ?? []);
  return { patient, asked, days, keys: asked.data?.targets.keys ?? DEFAULT };
}
