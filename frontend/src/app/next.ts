import { ownPath } from "../kernel/paths";
import { held } from "../kernel/store";

/** Where the person was before the help page: Back there leads to it again. */
export const before = held("/");

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
