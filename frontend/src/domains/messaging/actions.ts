/**
 * Writing and reading, on both sides. Words go through the device's queue, so that none is lost; what only a
 * member of the team does stands in inbox/actions.ts.
 */
import "./aside";
import { onForget } from "../../kernel/forget";
import { api, take } from "../../kernel/http";
import { defineWrite, type Entry } from "../../kernel/outbox";
import { asProblem } from "../../kernel/problem";
import { live } from "../../kernel/socket";
import { letGo } from "./attach/chosen";
import { type Delivery, holdDelivery, type Thread, type Topic, threads } from "./state";

export interface Words {
  /** Where there is a thread already. */
  thread_id?: string;
  topic?: Topic;
  body: string;
  /** The question of the team that a tap answers. */
  answers_to?: string;
  /** Ids of one's own uploads. */
  attachments?: string[];
}

export const SEND = "messaging.send";
export const ANSWER = "messaging.answer";

/** The words wait for their files; without any, nothing more is loaded. */
function arrived({ attachments }: { attachments?: string[] }): Promise<void> | undefined {
  return attachments && import("./attach/uploads").then((uploads) => uploads.arrived(attachments));
}

function sent(answer: unknown): void {
  const delivery = answer as Delivery;
  holdDelivery(delivery);
  letGo(delivery.message.attachments.map(({ id }) => id));
}

export const sendMessage = defineWrite<Words>(SEND, {
  command: SEND,
  path: ({ thread_id }) => (thread_id ? `/api/v1/threads/${thread_id}/messages` : "/api/v1/threads"),
  before: arrived,
  body: ({ thread_id, topic, ...rest }) => (thread_id ? rest : { topic, ...rest }),
  said: ({ thread_id, topic, ...rest }) => (thread_id ? { thread_id, ...rest } : { topic, ...rest }),
  done: sent,
});

export interface Reply extends Words {
  thread_id: string;
  /** The last message that the writer saw: a colleague's answer after it is asked about first. */
  seen?: number;
  /** Also where a colleague is at it. */
  anyway?: boolean;
  question?: "yes_no" | "choices";
  choices?: string[];
}

export const answerThread = defineWrite<Reply>(ANSWER, {
  command: ANSWER,
  path: ({ thread_id }) => `/api/v1/threads/${thread_id}/answers`,
  before: arrived,
  body: ({ thread_id: _, ...rest }) => rest,
  said: (words) => words,
  done: sent,
});

/** What waits on this device for a place, oldest first. */
export function unsentIn(entries: readonly Entry[], fits: (words: Words) => boolean): Entry[] {
  return entries.filter(
    ({ kind, data }) => (kind === SEND || kind === ANSWER) && fits(data as unknown as Words),
  );
}

const marked = new Map<string, number>();
onForget(() => marked.clear());

/** Says once how far the thread was read. What does not get through is said at the next opening. */
export async function markRead(thread: Thread): Promise<void> {
  if (thread.unread === 0 || (marked.get(thread.id) ?? 0) >= thread.last_seq) return;
  marked.set(thread.id, thread.last_seq);
  const seq = thread.last_seq;
  try {
    const found =
      live.link.value === "live"
        ? ((await live.command("messaging.read", { thread_id: thread.id, seq })) as Thread)
        : await take(
            api.POST("/api/v1/threads/{thread_id}/read", {
              params: { path: { thread_id: thread.id } },
              body: { seq },
            }),
          );
    threads.put(found);
  } catch (error) {
    marked.delete(thread.id);
    if (!asProblem(error).passing) throw error;
  }
}
