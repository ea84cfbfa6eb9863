/** "Running late" and "can't come": what was said of a session, and the sheet in which it is said. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts, t } from "../../kernel/i18n";
import { retry } from "../../kernel/outbox";
import { Icon } from "../../ui/Icon";
import type { Booking } from "./actions";
import { waitingFor } from "./actions";
import { saidOf } from "./words";

/** On its way, or known to the leader. */
export function Told({ session }: { session: Booking }) {
  const waiting = waitingFor(session.session_id);
  if (waiting?.state === "failed") {
    return (
      <button type="button" class="told failed" onClick={() => retry(waiting.id)}>
        <Icon name="warning" size={18} />
        {t("ui.not_sent")}
      </button>
    );
  }
  const words = waiting ? t(`ui.${waiting.state}`) : saidOf(session);
  if (!words) return null;
  return (
    <p class="told">
      <Icon name={waiting ? "clock" : "tick"} size={18} />
      {words}
    </p>
  );
}

interface TellProps {
  /** The session that is spoken about; null: closed. */
  session: Booking | null;
  onClose: () => void;
}

/** The sheet's code comes with the first tap: Today stands without it. */
export function Tell(props: TellProps) {
  const [Sheet, setSheet] = useState<ComponentType<TellProps> | null>(null);
  const wanted = props.session !== null;
  useEffect(() => {
    if (!wanted || Sheet) return;
    const load = Promise.all([import("./TellSheet"), loadTexts("tell")]);
    // Without a network the sheet cannot come: the next tap tries again.
    load.then(([found]) => setSheet(() => found.default)).catch(props.onClose);
  }, [wanted, Sheet]);
  return Sheet && <Sheet {...props} />;
}
