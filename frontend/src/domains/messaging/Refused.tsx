/** Under a message that was refused for good: the reason and both ways on. */
import { t } from "../../kernel/i18n";
import { drop, type Entry, retry } from "../../kernel/outbox";
import { SentState } from "../../ui/Bubble";
import { Button } from "../../ui/Button";
import { problemWords } from "../../ui/States";
import type { Words } from "./actions";
import { letGo } from "./attach/chosen";

export default function Refused({ entry }: { entry: Entry }) {
  const discard = () => {
    drop(entry.id);
    letGo((entry.data as Words).attachments ?? []);
  };
  return (
    <>
      <p class="sent-state">{entry.problem?.at("/attachments") ?? problemWords(entry.problem)}</p>
      <SentState state="failed" onRetry={() => retry(entry.id)} />
      <Button kind="quiet" onClick={discard}>
        {t("talks.discard")}
      </Button>
    </>
  );
}
