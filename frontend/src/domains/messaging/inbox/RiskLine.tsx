/** An alert is open for this patient: a way to it, before anything else is read. */
import { Icon } from "../../../ui/Icon";
import type { Thread } from "../state";
import { riskWord } from "./words";

export function RiskLine({ thread }: { thread: Thread }) {
  const risk = thread.desk?.risk ?? 0;
  if (risk === 0) return null;
  return (
    <a class="desk-risk" href="/alerts">
      <Icon name="shield" size={18} />
      {riskWord(risk)}
    </a>
  );
}
