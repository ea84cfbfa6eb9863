/** What the patient notes and keeps at hand goes through the device's queue: nothing needs a network. */
import type { components } from "../../api/schema";
import { onFrame } from "../../kernel/frames";
import { api, take } from "../../kernel/http";
import { defineWrite, drop, entries, entryOf } from "../../kernel/outbox";
import { held } from "../../kernel/store";

export type Entry = components["schemas"]["PracticeEntry"];
export type Helped = components["schemas"]["PracticeHelped"];
export type Practice = components["schemas"]["Practice"];

export interface Noted {
  patient: string;
  skill: string;
  situation: string;
  before: number;
  after: number;
  practiced_at: string;
}

interface Chosen {
  patient: string;
  skills: string[];
}

const LOG = "practice.log";
const CHOOSE = "practice.choose";

/** What this phone noted and the server has, by the queue's id: for Undo. */
const answered = held<Record<string, Entry>>({});
/** The cards as last chosen or told, until the screen asks again. */
const chosen = held<string[] | null>(null);

export const log = defineWrite<Noted>(LOG, {
  path: ({ patient }) => `/api/v1/patients/${patient}/practice/entries`,
  body: ({ patient: _, ...entry }) => entry,
  done: (answer, _, id) => {
    answered.value = { ...answered.peek(), [id]: answer as Entry };
  },
});

const sendCards = defineWrite<Chosen>(CHOOSE, {
  method: "PUT",
  path: ({ patient }) => `/api/v1/patients/${patient}/practice/cards`,
  body: ({ skills }) => ({ skills }),
});

export function chooseCards(patient: string, skills: string[]): void {
  chosen.value = skills;
  sendCards({ patient, skills });
}

onFrame("practice.cards_chosen", ({ skills }) => {
  chosen.value = skills;
});

/** The cards as they stand on this phone: what waits here is newer than what was fetched. */
export function cardsNow(fetched: string[] | undefined): string[] {
  const waiting = entries.value.findLast(({ kind, state }) => kind === CHOOSE && state !== "failed");
  return (waiting?.data as Chosen | undefined)?.skills ?? chosen.value ?? fetched ?? [];
}

/** Notes that are still on this phone, newest first. */
export function waitingNotes(): { id: string; failed: boolean; note: Noted }[] {
  return entries.value
    .filter(({ kind }) => kind === LOG)
    .map(({ id, state, data }) => ({ id, failed: state === "failed", note: data as Noted }))
    .toReversed();
}

export function answerOf(id: string): Entry | undefined {
  return answered.value[id];
}

export async function takeBack(entryId: string): Promise<void> {
  await take(api.DELETE("/api/v1/practice-entries/{entry_id}", { params: { path: { entry_id: entryId } } }));
}

/** Off the queue where it still waits, else off the record. */
export async function undo(id: string): Promise<void> {
  const there = answerOf(id);
  if (there) return takeBack(there.id);
  if (entryOf(id)?.state !== "sending") drop(id);
}
