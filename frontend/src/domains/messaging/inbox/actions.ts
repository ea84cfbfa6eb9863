/** What a member of the team does with a thread, besides answering it. */
import { onForget } from "../../../kernel/forget";
import { api, take } from "../../../kernel/http";
import { asProblem } from "../../../kernel/problem";
import { live } from "../../../kernel/socket";
import { type Colleague, notes, type Thread, threads } from "../state";

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
