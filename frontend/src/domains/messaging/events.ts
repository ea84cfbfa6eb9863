/** Live: each frame carries the rows in the shape of REST, and leads to a new count. */
import { effect } from "@preact/signals";
import { onFrame, refresh } from "../../kernel/frames";
import "./actions";
import { countSoon } from "./counting";
import { type Delivery, holdDelivery, holdFile, notes, type Thread, threads } from "./state";

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
