import { ownPath } from "../kernel/paths";

/** The page that was asked for before signing in: a path with ids only, kept for this tab. */
const KEY = "footbridge.next";

export function rememberNext(url: string): void {
  if (url !== "/" && !url.startsWith("/sign-in")) sessionStorage.setItem(KEY, url);
}

/** Gives it out once. Only paths of our own. */
export function takeNext(): string | null {
  const url = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  return ownPath(url);
}
