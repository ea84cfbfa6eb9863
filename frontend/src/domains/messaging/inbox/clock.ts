/** The reply clock: how much of what the patient was promised has run, in the team's own hours. */
import { useEffect } from "preact/hooks";
import type { components } from "../../../api/schema";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { asProblem } from "../../../kernel/problem";
import { held } from "../../../kernel/store";
import { now } from "../../../kernel/time";
import type { Thread } from "../state";

export type TeamClock = components["schemas"]["TeamClock"];

const clocks = held<Record<string, TeamClock>>({});

/** Hours and promises of these programs: asked once, when the inbox opens. */
export function useTeamClocks(programs: readonly string[]): void {
  const wanted = [...new Set(programs)].sort().join(" ");
  useEffect(() => {
    for (const id of wanted.split(" ").filter(Boolean)) void load(id);
  }, [wanted]);
}

async function load(program_id: string): Promise<void> {
  try {
    const found = await take(
      api.GET("/api/v1/programs/{program_id}/team-clock", { params: { path: { program_id } } }),
    );
    holdClock(found);
  } catch (error) {
    // Without it the row still says by when.
    if (!asProblem(error).passing && asProblem(error).status !== 404) throw error;
  }
}

export function holdClock(clock: TeamClock): void {
  clocks.value = { ...clocks.value, [clock.program_id]: clock };
}

export interface Ran {
  /** amber: the last quarter of the promise (half an hour at least). late: it is over. */
  state: "calm" | "amber" | "late";
  /** "1 h 20 min of 3 h used" */
  words: string;
}

/** Of a thread that waits; null where nothing was promised or the hours are not known yet. */
export function ranOf(thread: Thread): Ran | null {
  const clock = clocks.value[thread.desk?.program_id ?? ""];
  if (!clock || !thread.waiting_since || !thread.answer_by) return null;
  const topic = clock.topics.find((row) => row.topic === thread.topic);
  const asked = Date.parse(thread.waiting_since);
  const by = Date.parse(thread.answer_by);
  const instant = now().getTime();
  const within = minutesIn(clock, asked, by);
  const used = minutesIn(clock, asked, instant);
  const whole = length(within);
  if (instant > by) {
    return {
      state: "late",
      words: t("desk.clock_over", { over: length(used - within), within: whole }),
    };
  }
  const state = within - used <= (topic?.amber ?? 0) ? "amber" : "calm";
  return { state, words: t("desk.clock_used", { used: length(used), within: whole }) };
}

function minutesIn(clock: TeamClock, from: number, until: number): number {
  let spent = 0;
  for (const { opens, closes } of clock.windows) {
    spent += Math.max(0, Math.min(Date.parse(closes), until) - Math.max(Date.parse(opens), from));
  }
  return Math.floor(spent / 60_000);
}

/** "45 min", "3 h", "1 h 20 min" */
export function length(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const n = minutes % 60;
  if (hours === 0) return t("desk.clock_minutes", { n });
  return n === 0 ? t("desk.clock_hours", { hours }) : t("desk.clock_both", { hours, n });
}
