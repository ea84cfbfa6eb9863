/**
 * The one way to the REST API: typed by the OpenAPI document, with the CSRF token, an idempotency key
 * for every write, and problems thrown as `Problem`.
 *
 *   const week = await take(api.GET("/api/v1/week"));
 */
import { signal } from "@preact/signals";
import createClient, { type Middleware } from "openapi-fetch";
import type { paths } from "../api/schema";
import { csrfToken } from "./csrf";
import { language } from "./i18n";
import { offline, toProblem } from "./problem";

/** A network that went dark says nothing for minutes; what waits for an answer must not wait as long. */
export const withinTime = () => AbortSignal.timeout(30_000);

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** Raised by every 401, so that the session layer hears of it wherever it happened. */
export const refused = signal(0);

export function headersFor(method: string, key?: string): Record<string, string> {
  const headers: Record<string, string> = { Accept: "application/json", "Accept-Language": language.value };
  if (!SAFE.has(method)) {
    headers["X-CSRFToken"] = csrfToken();
    headers["Idempotency-Key"] = key ?? crypto.randomUUID();
  }
  return headers;
}

const carry: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(headersFor(request.method))) {
      if (!request.headers.has(name) || name === "Accept") request.headers.set(name, value);
    }
    return request;
  },
  onResponse({ response }) {
    if (response.status === 401) refused.value += 1;
    return undefined;
  },
};

export const api = createClient<paths>({
  baseUrl: globalThis.location?.origin ?? "http://localhost",
  credentials: "same-origin",
  // A write may have arrived before the time was up: whoever sends it decides.
  fetch: (request) =>
    globalThis.fetch(request, SAFE.has(request.method) ? { signal: withinTime() } : undefined),
});
api.use(carry);

type Call<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The body of a good answer; throws a Problem for every other, and for no answer at all. */
export async function take<T>(call: Call<T>): Promise<T> {
  const { data, error, response } = await call.catch(() => {
    throw offline();
  });
  if (!response.ok) throw toProblem(response.status, error, response.headers);
  return data as T;
}

/** A write whose path and body are data (the device's outbox); everything else uses `api`. */
export async function send(method: string, path: string, body: unknown, key: string): Promise<unknown> {
  const response = await fetch(path, {
    method,
    credentials: "same-origin",
    headers: { ...headersFor(method, key), "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: withinTime(),
  }).catch(() => {
    throw offline();
  });
  if (response.status === 401) refused.value += 1;
  const answer = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw toProblem(response.status, answer, response.headers);
  return answer;
}
