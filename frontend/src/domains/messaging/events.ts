/** Live: each frame carries the rows in the shape of REST. The count of what is unread is the server's. */
import { effect } from "@preact/signals";
import { onFrame, refresh } from "../../kernel/frames";
import { api, take } from "../../kernel/http";
import { asProblem } from "../../kernel/problem";
import { setBadge } from "../../kernel/store";
import "./actions";
import { counts, holdDelivery, holdFile, type Thread, threads } from "./state";

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

/** Several frames at once lead to one question. */
function countSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void count(), 250);
}

function hold(thread: Thread): void {
  threads.put(thread);
  countSoon();
}

onFrame("messaging.message_sent", (delivery) => {
  holdDelivery(delivery);
  countSoon();
});
onFrame("files.file_scanned", holdFile);
onFrame("messaging.thread_read", hold);
onFrame("messaging.thread_claimed", hold);
onFrame("messaging.thread_closed", hold);
onFrame("messaging.thread_ranked", hold);
onFrame("messaging.replying_started", hold);

effect(() => {
  void refresh.value;
  countSoon();
});
