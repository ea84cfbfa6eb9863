/** An open thread is read while somebody can see it: at once, and when the page comes back to the front. */
import { useEffect } from "preact/hooks";
import { markRead } from "./actions";
import type { Thread } from "./state";

export function useReading(thread: Thread | undefined): void {
  useEffect(() => {
    if (!thread) return;
    const look = () => {
      if (!document.hidden) void markRead(thread);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [thread]);
}
