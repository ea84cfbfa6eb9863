/** Trying again by itself: what a bad network took away comes back without a tap. */

const FIRST = 3_000;
const LONGEST = 60_000;

/**
 * Acts once: after a pause that doubles with each try, or as soon as the device says that it is online.
 * `least`: seconds that the server asked to wait. Returns what calls it off.
 */
export function retryLater(act: () => void, tries: number, least = 0): () => void {
  const pause = Math.max(least * 1_000, Math.min(LONGEST, FIRST * 2 ** tries));
  const stop = () => {
    clearTimeout(timer);
    removeEventListener("online", now);
  };
  const now = () => {
    stop();
    act();
  };
  // Spread, so that a thousand phones do not come back to a server in the same second.
  const timer = setTimeout(now, pause * (1 + Math.random() / 2));
  addEventListener("online", now);
  return stop;
}
