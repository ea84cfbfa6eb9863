/** Hands the thread to somebody of the patient's team, or back to all. */
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { asProblem } from "../../../kernel/problem";
import { SelectPill } from "../../../ui/Field";
import { problemWords } from "../../../ui/States";
import { assign } from "../actions";
import type { Thread } from "../state";

interface AssignProps {
  thread: Thread;
  onTrouble: (words: string) => void;
}

export default function AssignPill({ thread, onTrouble }: AssignProps) {
  const path = { patient_id: thread.patient_id };
  const team = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/care-team", { params: { path } })), {
    deps: [thread.patient_id],
  });
  const assigned = thread.desk?.assigned_to;
  const members = team.data?.members ?? [];
  const named = members.map(({ staff_id, name }) => ({ value: staff_id, label: name }));
  // A lead can hold a thread without being on the team.
  if (assigned && !members.some(({ staff_id }) => staff_id === assigned.id)) {
    named.push({ value: assigned.id, label: assigned.name });
  }
  return (
    <SelectPill
      label={t("messaging.assign")}
      value={assigned?.id ?? ""}
      options={[{ value: "", label: t("messaging.nobody") }, ...named]}
      onValue={(staffId) =>
        void assign(thread.id, staffId || null).then(
          () => onTrouble(""),
          (error: unknown) => onTrouble(problemWords(asProblem(error))),
        )
      }
    />
  );
}
