/** Live: each frame carries the rows in the shape of REST. The count of what is unread is the server's. */
import { effect } from "@preact/signals";
import { onFrame, refresh } from "../../kernel/frames";
import { api, take } from "../../kernel/http";
import { asProblem } from "../../kernel/problem";
import { setBadge } from "../../kernel/store";
import "./actions";
import { counts, type Delivery, holdDelivery, holdFile, notes, type Thread, threads } from "./state";

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

function arrive(delivery: Delivery): void {
  holdDelivery(delivery);
  countSoon();
}

onFrame("messaging.message_sent", arrive);
onFrame("messaging.message_edited", arrive);
onFrame("messaging.message_recalled", arrive);
onFrame("files.file_scanned", holdFile);
onFrame("messaging.thread_read", hold);
onFrame("messaging.thread_claimed", hold);
onFrame("messaging.thread_closed", hold);
onFrame("messaging.thread_ranked", hold);
onFrame("messaging.replying_started", hold);
onFrame("messaging.mentions_seen", hold);
onFrame("messaging.note_written", ({ note, thread }) => {
  notes.put(note);
  hold(thread);
});

onFrame("programs.patient_renamed", ({ patient_id, preferred_name, pronouns }) => {
  for (const { id, desk, ...thread } of threads.all.peek()) {
    if (thread.patient_id !== patient_id) continue;
    threads.patch(id, { patient_name: preferred_name, desk: desk && { ...desk, pronouns } });
  }
});

effect(() => {
  void refresh.value;
  countSoon();
});
