/** Which threads the inbox shows: by whose they are, and by one more thing. */
import { account } from "../../../kernel/session";
import { held } from "../../../kernel/store";
import { type Thread, type Topic, threads } from "../state";

export const QUEUES = ["team", "mine", "unassigned", "mentions"] as const;
export type Queue = (typeof QUEUES)[number];
/** All, or those at risk, of a topic, or of a track. */
export type Filter = { by: "all" | "risk" } | { by: "topic"; topic: Topic } | { by: "track"; track: string };
export const ALL: Filter = { by: "all" };
/** What is chosen stays while threads are opened and left. */
export const queueNow = held<Queue>("team");
export const filterNow = held<Filter>(ALL);

export function queryOf(queue: Queue, filter: Filter) {
  return {
    queue,
    ...(filter.by === "topic" && { topic: filter.topic }),
    ...(filter.by === "track" && { track: filter.track }),
    ...(filter.by === "risk" && { risk: true }),
  };
}

/** As one value of a select. */
export function filterWord(filter: Filter): string {
  if (filter.by === "topic") return `topic.${filter.topic}`;
  return filter.by === "track" ? `track.${filter.track}` : filter.by;
}

export function filterOf(word: string): Filter {
  const [by, rest = ""] = word.split(/\.(.*)/);
  if (by === "topic") return { by, topic: rest as Topic };
  if (by === "track") return { by, track: rest };
  return { by: by === "risk" ? "risk" : "all" };
}

function inQueue({ desk, state }: Thread, queue: Queue): boolean {
  if (!desk) return false;
  if (queue === "mentions") return desk.unseen_mentions > 0 || (state === "open" && desk.mentions > 0);
  if (state !== "open") return false;
  if (queue === "mine") return desk.assigned_to?.account_id === account.value?.id;
  return queue === "team" || desk.assigned_to === null;
}

function fits({ desk, topic }: Thread, filter: Filter): boolean {
  if (filter.by === "topic") return topic === filter.topic;
  if (filter.by === "track") return desk?.track_id === filter.track;
  return filter.by === "all" || (desk?.risk ?? 0) > 0;
}

/**
 * By the server's own key. What this page holds from elsewhere and stands behind `edge`, the last key that
 * was fetched, waits for its page: between the two could be others.
 */
export function shown(queue: Queue, filter: Filter, edge: number): Thread[] {
  const key = ({ desk }: Thread) => desk?.sort_key ?? 0;
  return threads.all.value
    .filter((row) => inQueue(row, queue) && fits(row, filter) && key(row) <= edge)
    .sort((a, b) => key(a) - key(b) || a.id.localeCompare(b.id));
}
