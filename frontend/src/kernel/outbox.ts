/**
 * What the person wrote and the server has not answered yet. In order, one at a time, under one uuid
 * (the socket command's id and the Idempotency-Key) until answered. Kept in memory, and in the vault
 * on a phone of one's own, so that nothing written is lost.
 */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import { onForget } from "./forget";
import { send } from "./http";
import { asProblem, type Problem } from "./problem";
import { live } from "./socket";
import { vault } from "./vault";

export type Sending = "waiting" | "sending" | "sent" | "failed";

export interface Entry {
  /** The row's own id and the key of every try. */
  id: string;
  kind: string;
  data: unknown;
  state: Sending;
  /** ISO, the phone's clock: for showing only. */
  at: string;
  problem?: Problem;
}

/** How one kind of write travels. `command` where the socket knows it too. */
export interface Write<D = never> {
  command?: string;
  /** What must be there first (uploads): awaited before every try, and its trouble is the write's. */
  before?(data: D): Promise<void> | undefined;
  method?: "POST" | "PUT" | "PATCH" | "DELETE";
  path(data: D, id: string): string;
  body?(data: D, id: string): unknown;
  /** The command's data, where it is not the REST body: the ids that stand in the path there. */
  said?(data: D, id: string): unknown;
  /** The server's answer, in the shape that everybody gets: put it into a collection. */
  done?(answer: unknown, data: D, id: string): void;
  /** Refused for good; the entry stays with its problem until `retry` or `drop`. */
  failed?(problem: Problem, data: D, id: string): void;
}

const KEPT = "outbox";
const RETRY = [1_000, 3_000, 8_000, 20_000, 60_000];

export const entries = signal<readonly Entry[]>([]);
export const unsent: ReadonlySignal<number> = computed(
  () => entries.value.filter((entry) => entry.state !== "sent").length,
);

const writes = new Map<string, Write>();
let tries = 0;
let busy = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Declares a kind of write, once, at the top of a domain's actions.ts. */
export function defineWrite<D>(kind: string, write: Write<D>): (data: D, id?: string) => string {
  writes.set(kind, write as unknown as Write);
  void flush();
  return (data, id = crypto.randomUUID()) => {
    const entry: Entry = { id, kind, data, state: "waiting", at: new Date().toISOString() };
    entries.value = [...entries.peek(), entry];
    void keep();
    void flush();
    return id;
  };
}

export function entryOf(id: string): Entry | undefined {
  return entries.value.find((entry) => entry.id === id);
}

export function retry(id: string): void {
  change(id, { state: "waiting", problem: undefined });
  tries = 0;
  void flush();
}

export function drop(id: string): void {
  entries.value = entries.peek().filter((entry) => entry.id !== id);
  void keep();
}

function change(id: string, next: Partial<Entry>): void {
  entries.value = entries.peek().map((entry) => (entry.id === id ? { ...entry, ...next } : entry));
}

async function deliver(entry: Entry, write: Write): Promise<unknown> {
  const data = entry.data as never;
  await write.before?.(data);
  const body = write.body ? write.body(data, entry.id) : data;
  if (write.command && live.link.value === "live") {
    try {
      return await live.command(write.command, write.said ? write.said(data, entry.id) : body, entry.id);
    } catch (error) {
      // Lost on the way or already stored: the same key over REST cannot make it twice.
      if (!asProblem(error).offline) throw error;
    }
  }
  return send(write.method ?? "POST", write.path(data, entry.id), body, entry.id);
}

/** Sends what waits, oldest first. A passing trouble keeps the order and tries again later. */
export async function flush(): Promise<void> {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  try {
    for (let entry = next(); entry; entry = next()) {
      if (!(await attempt(entry))) break;
    }
  } finally {
    busy = false;
  }
}

function next(): Entry | undefined {
  return entries.peek().find((entry) => entry.state === "waiting" && writes.has(entry.kind));
}

async function attempt(entry: Entry): Promise<boolean> {
  const write = writes.get(entry.kind) as Write;
  const data = entry.data as never;
  change(entry.id, { state: "sending" });
  try {
    const answer = await deliver(entry, write);
    tries = 0;
    write.done?.(answer, data, entry.id);
    change(entry.id, { state: "sent" });
    entries.value = entries.peek().filter((held) => held.state !== "sent");
    await keep();
    return true;
  } catch (error) {
    const problem = asProblem(error);
    if (problem.passing || problem.status === 401) {
      change(entry.id, { state: "waiting" });
      if (problem.status !== 401) again(problem.retryAfter);
      return false;
    }
    change(entry.id, { state: "failed", problem });
    write.failed?.(problem, data, entry.id);
    await keep();
    return true;
  }
}

function again(retryAfter: number | null): void {
  const step = RETRY[Math.min(tries, RETRY.length - 1)] ?? 60_000;
  tries += 1;
  clearTimeout(timer);
  timer = setTimeout(() => void flush(), retryAfter === null ? step : retryAfter * 1000);
}

async function keep(): Promise<void> {
  await vault.put(
    KEPT,
    entries.peek().map(({ problem: _, ...entry }) => entry),
  );
}

/** What an earlier visit left in the vault goes first. Called once the vault is open. */
export async function restore(): Promise<void> {
  const kept = await vault.get<Entry[]>(KEPT);
  putFirst(kept?.value ?? []);
  await flush();
}

onForget(() => {
  clearTimeout(timer);
  entries.value = [];
}, "written");

/** Those of earlier go before the others, and are tried anew. */
export function putFirst(old: readonly Entry[]): void {
  const fresh = old.filter(({ id }) => !entryOf(id));
  entries.value = [...fresh.map((entry) => ({ ...entry, state: "waiting" as const })), ...entries.peek()];
}

/** Watches for the way back: the socket that opens, the phone that comes online. */
export function startOutbox(): void {
  effect(() => {
    if (live.link.value === "live") untracked(() => void flush());
  });
  addEventListener("online", () => {
    tries = 0;
    live.nudge();
    void flush();
  });
}
