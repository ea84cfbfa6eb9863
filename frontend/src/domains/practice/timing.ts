/** Where a guided practice stands after so many seconds. */
import type { Step } from "./skills";

export interface Moment {
  /** The step that is shown; the number of steps when all is over. */
  at: number;
  /** Seconds until the end. */
  left: number;
}

export function total(steps: readonly Step[]): number {
  return steps.reduce((sum, { seconds }) => sum + seconds, 0);
}

export function momentAt(steps: readonly Step[], elapsed: number): Moment {
  let start = 0;
  for (const [at, { seconds }] of steps.entries()) {
    if (elapsed < start + seconds) return { at, left: Math.ceil(total(steps) - elapsed) };
    start += seconds;
  }
  return { at: steps.length, left: 0 };
}

/** The second at which a step begins. */
export function beginOf(steps: readonly Step[], at: number): number {
  return total(steps.slice(0, Math.max(0, at)));
}
