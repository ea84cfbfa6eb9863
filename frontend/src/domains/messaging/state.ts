/** Threads and messages that this page holds, and fetching more of them. */
import type { components } from "../../api/schema";
import { api, take } from "../../kernel/http";
import { collection, held } from "../../kernel/store";

type Schemas = components["schemas"];
export type Thread = Schemas["Thread"];
export type Message = Schemas["Message"];
export type Attachment = Schemas["Attachment"];
export type MessagePage = Schemas["MessagePage"];
export type ThreadLink = Schemas["ThreadLink"];
export type Delivery = Schemas["Delivery"];
export type Promised = Schemas["Promise"];
export type Topic = Thread["topic"];
export type Counts = Schemas["InboxCounts"];
export type Note = Schemas["Note"];
export type Colleague = Schemas["Colleague"];
export type FilledReply = Schemas["FilledReply"];

export const TOPICS: readonly Topic[] = ["schedule", "medication", "skills", "paperwork", "family", "other"];

export const threads = collection<Thread>();
export const messages = collection<Message>();
/** Only of members of the team: nobody else is ever told of one. */
export const notes = collection<Note>();
/** The thread that one goes on from, and the one that goes on from it. */
export const links = collection<{ id: string; previous: ThreadLink | null; following: ThreadLink | null }>();
/** Of the team's queues: always the server's. */
export const counts = held<Counts | undefined>(undefined);

export function holdDelivery({ message, thread }: Delivery): void {
  threads.put(thread);
  messages.put(message);
}

/** The scanner has spoken about a file of a message. */
export function holdFile(file: Attachment): void {
  const has = (message: Message) => message.attachments.some(({ id }) => id === file.id);
  const message = messages.all.peek().find(has);
  if (!message) return;
  const attachments = message.attachments.map((held) => (held.id === file.id ? file : held));
  messages.patch(message.id, { attachments });
}

export function holdPage(page: MessagePage): void {
  threads.put(page.thread);
  messages.put(...page.results);
  links.put({ id: page.thread.id, previous: page.previous, following: page.following });
}

/** The newest page, or the one before, after or around a message. */
export async function fetchPage(
  threadId: string,
  query: { before?: number; after?: number; around?: number } = {},
): Promise<MessagePage> {
  const params = { path: { thread_id: threadId }, query };
  const page = await take(api.GET("/api/v1/threads/{thread_id}/messages", { params }));
  holdPage(page);
  return page;
}

/** Those of a thread without a hole, around `at` or at the end: what stands behind a hole waits for its page. */
export function messagesOf(threadId: string, at?: number): Message[] {
  const own = messages.all.value.filter((message) => message.thread_id === threadId);
  own.sort((a, b) => a.seq - b.seq);
  const joined = (index: number) => (own[index - 1]?.seq ?? 0) === (own[index]?.seq ?? 0) - 1;
  const asked = own.findIndex(({ seq }) => seq === at);
  let start = asked < 0 ? own.length - 1 : asked;
  let end = start + 1;
  while (start > 0 && joined(start)) start -= 1;
  while (end < own.length && joined(end)) end += 1;
  return own.slice(Math.max(0, start), end);
}
