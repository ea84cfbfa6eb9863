/** Places of this app, and no others: what a notice or a link names may come from outside. */

/** The path with its query where it lies in this app, else null. "/\evil.test" is another site to a browser. */
export function ownPath(asked: unknown): string | null {
  if (typeof asked !== "string" || !asked.startsWith("/")) return null;
  try {
    const url = new URL(asked, location.origin);
    return url.origin === location.origin ? url.pathname + url.search + url.hash : null;
  } catch {
    // "//" and the like: no address at all.
    return null;
  }
}
