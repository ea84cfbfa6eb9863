/** Telling the other side that one writes. What gets lost is said again with the next letters. */
import { onForget } from "../../../kernel/forget";
import { asProblem } from "../../../kernel/problem";
import { live } from "../../../kernel/socket";

export const EVERY = 3_000;

const saidAt = new Map<string, number>();
onForget(() => saidAt.clear());

/** At most every three seconds, and only over a live line: what is late is no longer true. */
export function sayTyping(threadId: string): void {
  if (live.link.value !== "live" || Date.now() - (saidAt.get(threadId) ?? 0) < EVERY) return;
  saidAt.set(threadId, Date.now());
  live.command("messaging.typing", { thread_id: threadId }).catch((error: unknown) => {
    if (!asProblem(error).passing) console.error("messaging.typing", asProblem(error).code);
  });
}
