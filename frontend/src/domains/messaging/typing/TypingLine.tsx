/** The line at the end of a conversation while the other side writes. It ends by itself. */
import { useEffect, useRef, useState } from "preact/hooks";
import { onFrame } from "../../../kernel/frames";
import { t } from "../../../kernel/i18n";
import { Icon } from "../../../ui/Icon";
import type { Thread } from "../state";
import { sayTyping } from "./saying";

const PATIENT_WRITES = "messaging.patient_writes";
const TEAM_WRITES = "messaging.team_writes";
/** A little longer than two times the pause in which it is said. */
const HOLDS = 6_500;
/** A word that a message has overtaken comes this much later at most. */
const OVERTAKEN = 1_500;

export interface TypingLineProps {
  thread: Thread;
  /** Which side reads. */
  forTeam: boolean;
}

export default function TypingLine({ thread, forTeam }: TypingLineProps) {
  useSaying(thread.id);
  const writes = useOtherWrites(thread, forTeam);
  const words = forTeam ? t("talks.patient_writes", { name: thread.patient_name }) : t("talks.team_writes");
  return (
    <p class="typing" role="status">
      {writes && (
        <>
          <Icon name="pencil" size={18} />
          <span>{words}</span>
        </>
      )}
    </p>
  );
}

/** Keys in the field for an answer, and no others: not those of a note, and not words that were loaded. */
function useSaying(threadId: string): void {
  useEffect(() => {
    const typed = ({ target }: Event) => {
      const field = target as HTMLTextAreaElement;
      if (field.matches(".composer textarea") && field.value.trim()) sayTyping(threadId);
    };
    document.addEventListener("input", typed);
    return () => document.removeEventListener("input", typed);
  }, [threadId]);
}

function useOtherWrites({ id, last, last_seq }: Thread, forTeam: boolean): boolean {
  const [writes, setWrites] = useState(false);
  const answeredAt = useRef(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const heard = ({ thread_id }: { thread_id: string }) => {
      if (thread_id !== id || Date.now() - answeredAt.current < OVERTAKEN) return;
      clearTimeout(timer);
      setWrites(true);
      timer = setTimeout(() => setWrites(false), HOLDS);
    };
    const off = onFrame(forTeam ? PATIENT_WRITES : TEAM_WRITES, heard);
    return () => {
      off();
      clearTimeout(timer);
    };
  }, [id, forTeam]);
  const seen = useRef(last_seq);
  const theirs = last !== null && last.from_team !== forTeam;
  useEffect(() => {
    if (last_seq === seen.current) return;
    seen.current = last_seq;
    if (!theirs) return;
    answeredAt.current = Date.now();
    setWrites(false);
  }, [theirs, last_seq]);
  return writes;
}
