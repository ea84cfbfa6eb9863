/** Badges and the counts of the team's queues: always the server's. */
import { api, take } from "../../kernel/http";
import { asProblem } from "../../kernel/problem";
import { setBadge } from "../../kernel/store";
import { counts } from "./state";

let timer: ReturnType<typeof setTimeout> | undefined;

async function count(): Promise<void> {
  try {
    const unread = await take(api.GET("/api/v1/unread"));
    setBadge("/messages", unread.messages);
    setBadge("/inbox", unread.waiting);
    counts.value = unread.counts;
  } catch (error) {
    // The next frame counts again.
    if (!asProblem(error).passing && asProblem(error).status !== 401) throw error;
  }
}

/** Several reasons at once lead to one question. */
export function countSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void count(), 250);
}
