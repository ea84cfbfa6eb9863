/** Fetches what stands before or after the messages that are here, and says so where it cannot. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { asProblem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { problemWords } from "../../ui/States";
import { fetchPage } from "./state";

interface MoreProps {
  id: string;
  /** The message from which it goes on. */
  from: { before: number } | { after: number };
}

export default function More({ id, from }: MoreProps) {
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState("");
  const more = async () => {
    setBusy(true);
    try {
      await fetchPage(id, from);
      setWords("");
    } catch (error) {
      setWords(problemWords(asProblem(error)));
    }
    setBusy(false);
  };
  return (
    <p class="stream-earlier">
      <Button kind="quiet" busy={busy && t("ui.loading")} onClick={() => void more()}>
        {t("before" in from ? "talks.earlier" : "talks.later")}
      </Button>
      {words && <span role="status">{words}</span>}
    </p>
  );
}
