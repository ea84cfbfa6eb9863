/** What a person does with messages. Words go through the device's queue, so that none is lost. */
import "./aside";
import { onForget } from "../../kernel/forget";
import { api, take } from "../../kernel/http";
import { defineWrite, type Entry } from "../../kernel/outbox";
import { asProblem } from "../../kernel/problem";
import { live } from "../../kernel/socket";
import { letGo } from "./attach/chosen";
import {
  type Colleague,
  type Delivery,
  holdDelivery,
  notes,
  type Thread,
  type Topic,
  threads,
} from "./state";

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

const saidAt = new Map<string, number>();
onForget(() => saidAt.clear());

/** "Tom is replying", at most every 20 seconds while somebody types. What gets lost is asked at sending. */
export function sayReplying(threadId: string): void {
  if (Date.now() - (saidAt.get(threadId) ?? 0) < 20_000) return;
  saidAt.set(threadId, Date.now());
  const params = { path: { thread_id: threadId } };
  const said =
    live.link.value === "live"
      ? live.command("messaging.replying", { thread_id: threadId })
      : take(api.POST("/api/v1/threads/{thread_id}/replying", { params }));
  said.then(
    (thread) => threads.put(thread as Thread),
    (error: unknown) => {
      if (!asProblem(error).passing) console.error("messaging.replying", asProblem(error).code);
    },
  );
}

export async function claim(threadId: string): Promise<void> {
  const params = { path: { thread_id: threadId } };
  threads.put(await take(api.POST("/api/v1/threads/{thread_id}/claim", { params })));
}

/** To a member, or (null) back to everyone; `note` is for the team and names the new owner. */
export async function assign(threadId: string, staffId: string | null, note = ""): Promise<void> {
  const params = { path: { thread_id: threadId } };
  const body = { staff_id: staffId, ...(note.trim() && { note: note.trim() }) };
  threads.put(await take(api.POST("/api/v1/threads/{thread_id}/assign", { params, body })));
}

export async function closeThread(threadId: string): Promise<void> {
  const params = { path: { thread_id: threadId } };
  threads.put(await take(api.POST("/api/v1/threads/{thread_id}/close", { params })));
}

export async function colleaguesOf(threadId: string): Promise<Colleague[]> {
  const params = { path: { thread_id: threadId } };
  return (await take(api.GET("/api/v1/threads/{thread_id}/colleagues", { params }))).results;
}

export async function fetchNotes(threadId: string): Promise<void> {
  const params = { path: { thread_id: threadId } };
  notes.put(...(await take(api.GET("/api/v1/threads/{thread_id}/notes", { params }))).results);
}

/** `key` stays the same from try to try: one note, however often it is sent. */
export async function writeNote(
  threadId: string,
  body: string,
  mentions: string[],
  key: string,
): Promise<void> {
  const params = { path: { thread_id: threadId } };
  const headers = { "Idempotency-Key": key };
  const written = await take(
    api.POST("/api/v1/threads/{thread_id}/notes", { params, headers, body: { body, mentions } }),
  );
  notes.put(written.note);
  threads.put(written.thread);
}

export async function seeMentions(threadId: string): Promise<void> {
  const params = { path: { thread_id: threadId } };
  threads.put(await take(api.POST("/api/v1/threads/{thread_id}/mentions/seen", { params })));
}
