import { signal } from "@preact/signals";

/** The token that the last session answer carried; the cookie wins, it may be newer. */
export const csrf = signal("");

export function csrfToken(): string {
  const cookie = globalThis.document?.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  return cookie?.[1] ?? csrf.value;
}

/** Ends the server's session; `keepalive` lets it finish when the page is already gone. */
export function endServerSession(): Promise<Response> {
  return fetch("/_allauth/browser/v1/auth/session", {
    method: "DELETE",
    credentials: "same-origin",
    keepalive: true,
    headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
  });
}
