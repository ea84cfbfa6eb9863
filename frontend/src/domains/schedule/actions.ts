/** What a patient says about a session goes through the device's queue: a bus has no network. */
import type { components } from "../../api/schema";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { defineWrite, entries } from "../../kernel/outbox";

export type Booking = components["schemas"]["Booking"];
export type Today = components["schemas"]["Today"];
export type Week = components["schemas"]["Week"];

export interface Said {
  session: string;
  leader: string;
  says: "" | "late" | "cant_come";
  minutes: number | null;
  reason: string;
}

export const say = defineWrite<Said>("schedule.say", {
  path: ({ session }) => `/api/v1/sessions/${session}/late`,
  body: ({ says, minutes, reason }) => ({ says, minutes, reason }),
  done: (_answer, { leader }) => announce(t("schedule.tell_sent", { name: leader })),
});

/** What was said of a session and has not reached the server yet; the last word counts. */
export function waitingFor(session: string) {
  const found = entries.value.filter(
    ({ kind, data }) => kind === "schedule.say" && (data as Said).session === session,
  );
  return found.at(-1);
}
