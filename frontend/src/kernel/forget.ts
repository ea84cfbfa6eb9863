/** Everything in memory that belongs to a person registers here, so that signing out leaves nothing. */

type Forgetter = () => void;

/** shown: what the server sent. written: what the person wrote and the server has not answered yet. */
type Kind = "shown" | "written";

const forgetters = new Map<Forgetter, Kind>();

export function onForget(forget: Forgetter, kind: Kind = "shown"): () => void {
  forgetters.set(forget, kind);
  return () => forgetters.delete(forget);
}

/** Nobody is signed in any more. */
export function forgetAll(): void {
  for (const forget of forgetters.keys()) forget();
}

/** Rights changed: what was shown may be no longer theirs; what they wrote stays. */
export function forgetShown(): void {
  for (const [forget, kind] of forgetters) if (kind === "shown") forget();
}
