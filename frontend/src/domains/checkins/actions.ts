/** A patient's check-in goes through the device's queue: it needs no network, and the order is kept. */
import type { components } from "../../api/schema";
import { api, take } from "../../kernel/http";
import { defineWrite, drop, entries, entryOf } from "../../kernel/outbox";
import { held } from "../../kernel/store";

export type CheckIn = components["schemas"]["CheckIn"];
export type Card = components["schemas"]["CheckInCard"];
export type Targets = components["schemas"]["CheckInTargets"];

/** What was answered; null, absent or empty is not answered. */
export type Answers = Pick<
  CheckIn,
  "mood" | "sleep_hours" | "sleep_quality" | "urges" | "skills" | "note" | "written_at"
>;

export interface Said extends Answers {
  patient: string;
  /** "2026-10-09", on the patient's own calendar when it was written. */
  day: string;
}

/** What stands for a day, as this phone knows it. `waiting`: the queue's id of what is not sent yet. */
export interface Standing extends Answers {
  day: string;
  id?: string;
  waiting?: string;
  failed?: boolean;
}

const SAVE = "checkins.save";

/** What this phone saved and the server has, by the queue's id: until the next answer, and for Undo. */
const answered = held<Record<string, CheckIn>>({});

export const save = defineWrite<Said>(SAVE, {
  path: ({ patient }) => `/api/v1/patients/${patient}/checkins`,
  body: ({ patient: _, ...said }) => said,
  done: (answer, _, id) => {
    answered.value = { ...answered.peek(), [id]: answer as CheckIn };
  },
});

export function answerOf(id: string): CheckIn | undefined {
  return answered.value[id];
}

export async function takeBack(checkinId: string): Promise<void> {
  const params = { path: { checkin_id: checkinId } };
  await take(api.DELETE("/api/v1/checkins/{checkin_id}", { params }));
  answered.value = Object.fromEntries(
    Object.entries(answered.peek()).filter(([, { id }]) => id !== checkinId),
  );
}

/** Off the queue where it still waits, else off the record. */
export async function undo(id: string): Promise<void> {
  const there = answerOf(id);
  if (there) return takeBack(there.id);
  if (entryOf(id)?.state !== "sending") drop(id);
}

/** Day by day, newest first: what waits here is newer than what was answered, and that than what was fetched. */
export function standing(fetched: CheckIn[]): Standing[] {
  const days = new Map<string, Standing>(fetched.map((row) => [row.day, row]));
  for (const row of Object.values(answered.value)) {
    if (row.written_at >= (days.get(row.day)?.written_at ?? "")) days.set(row.day, row);
  }
  for (const { id, kind, state, data } of entries.value) {
    if (kind !== SAVE) continue;
    days.set((data as Said).day, { ...(data as Said), waiting: id, failed: state === "failed" });
  }
  return [...days.values()].sort((a, b) => b.day.localeCompare(a.day));
}
