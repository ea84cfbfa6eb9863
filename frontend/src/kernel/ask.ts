/**
 * Reading for a screen, in its four states: loading, ready (also empty), cannot, and kept ("as of") when
 * the phone is offline and one's own. After a passing trouble it asks again by itself.
 *
 *   const week = useAsk(() => take(api.GET("/api/v1/week")), { keep: "week", on: ["schedule."] });
 */
import { untracked, useSignalEffect } from "@preact/signals";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { onForget } from "./forget";
import { arrived, refresh } from "./frames";
import { asProblem, type Problem } from "./problem";
import { retryLater } from "./retry";
import { vault } from "./vault";

export interface Asked<T> {
  state: "loading" | "ready" | "cannot";
  data: T | undefined;
  problem: Problem | undefined;
  /** Set when the data came from the vault: ISO time of its saving. */
  asOf: string | undefined;
  again(): void;
}

export interface AskOptions {
  /** Name in the vault; kept only on a phone of one's own. */
  keep?: string;
  /** Frame types, or beginnings of them ("schedule."), that make it ask again. */
  on?: string[];
  /** Asks again when one of these changes. */
  deps?: readonly unknown[];
}

type Held<T> = Omit<Asked<T>, "again">;

const LOADING = { state: "loading", data: undefined, problem: undefined, asOf: undefined } as const;

async function read<T>(load: () => Promise<T>, keep: string | undefined): Promise<Held<T>> {
  try {
    const data = await load();
    // A store that is full or broken hides nothing that has arrived.
    if (keep) await vault.put(keep, data).catch(() => undefined);
    return { state: "ready", data, problem: undefined, asOf: undefined };
  } catch (error) {
    const problem = asProblem(error);
    const kept = keep && problem.passing ? await vault.get<T>(keep).catch(() => undefined) : undefined;
    if (kept) return { state: "ready", data: kept.value, problem, asOf: kept.at };
    return { state: "cannot", data: undefined, problem, asOf: undefined };
  }
}

/** How many frames of these kinds have come. It only rises. */
function heard(counts: Readonly<Record<string, number>>, on: string[]): number {
  return Object.keys(counts)
    .filter((type) => on.some((start) => type.startsWith(start)))
    .reduce((sum, type) => sum + (counts[type] ?? 0), 0);
}

export function useAsk<T>(load: () => Promise<T>, { keep, on = [], deps = [] }: AskOptions = {}): Asked<T> {
  const [held, setHeld] = useState<Held<T>>(LOADING);
  const round = useRef(0);
  const tries = useRef(0);
  const forgotten = useRef(false);
  const latest = useRef(load);
  latest.current = load;

  const again = useCallback(() => {
    round.current += 1;
    const mine = round.current;
    void read(latest.current, keep).then((found) => {
      if (mine !== round.current) return;
      const keeps = !forgotten.current;
      if (!found.problem?.passing) forgotten.current = false;
      tries.current = found.problem?.passing ? tries.current + 1 : 0;
      // A passing trouble does not take away what is on the screen, unless rights have changed since.
      setHeld((before) =>
        found.state === "cannot" && found.problem?.passing && before.data && keeps
          ? { ...before, problem: found.problem }
          : found,
      );
    });
  }, [keep]);

  useEffect(() => onForget(() => (forgotten.current = true)), []);

  useEffect(() => {
    if (held.problem?.passing) return retryLater(again, tries.current - 1, held.problem.retryAfter ?? 0);
    return;
  }, [held, again]);

  useEffect(() => {
    setHeld(LOADING);
    again();
    return () => {
      round.current += 1;
    };
  }, [again, ...deps]);

  const seen = useRef(-1);
  if (seen.current < 0) seen.current = heard(arrived.peek(), on) + refresh.peek();
  useSignalEffect(() => {
    const before = seen.current;
    seen.current = heard(arrived.value, on) + refresh.value;
    if (before !== seen.current) untracked(again);
  });

  return { ...held, again };
}
