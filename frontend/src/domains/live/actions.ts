/** What is done in and around a room. A question goes through the device's queue: it is never lost. */
import { api, take } from "../../kernel/http";
import { defineWrite } from "../../kernel/outbox";
import { collection } from "../../kernel/store";
import type { Question, Room, Session } from "./words";

const at = (id: string) => ({ params: { path: { session_id: id } } });

export const register = (id: string): Promise<Session> =>
  take(api.PUT("/api/v1/live-sessions/{session_id}/registration", at(id)));
export const cancel = (id: string): Promise<Session> =>
  take(api.DELETE("/api/v1/live-sessions/{session_id}/registration", at(id)));
export const join = (id: string): Promise<Room> =>
  take(api.PUT("/api/v1/live-sessions/{session_id}/presence", at(id)));
export const leave = (id: string): Promise<Session> =>
  take(api.DELETE("/api/v1/live-sessions/{session_id}/presence", at(id)));
export const look = (id: string): Promise<Room> =>
  take(api.GET("/api/v1/live-sessions/{session_id}/room", at(id)));

export const setState = (id: string, state: "open" | "ended"): Promise<Room> =>
  take(api.PUT("/api/v1/live-sessions/{session_id}/state", { ...at(id), body: { state } }));
export const showSlide = (id: string, slide: number): Promise<Room> =>
  take(api.PUT("/api/v1/live-sessions/{session_id}/slide", { ...at(id), body: { slide } }));
export const setLock = (id: string, locked: boolean): Promise<Room> =>
  take(api.PUT("/api/v1/live-sessions/{session_id}/lock", { ...at(id), body: { locked } }));
export const answer = (id: string, text: string): Promise<Question> =>
  take(
    api.PUT("/api/v1/live-questions/{question_id}/answer", {
      params: { path: { question_id: id } },
      body: { text },
    }),
  );

/** Questions of all rooms that this page has seen, by id. */
export const questions = collection<Question>();

interface Asked {
  session: string;
  text: string;
  anonymous: boolean;
}

export const ask = defineWrite<Asked>("live.ask", {
  command: "live.ask",
  path: ({ session }) => `/api/v1/live-sessions/${session}/questions`,
  body: ({ session, text, anonymous }) => ({ session_id: session, text, anonymous }),
  done: (found) => questions.put(found as Question),
});
