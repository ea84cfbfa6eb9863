/** One's own wishes and browsers, as the server keeps them. */
import type { components } from "../../api/schema";
import { api, send, take } from "../../kernel/http";
import { startPush } from "../../kernel/push";

export type Wishes = components["schemas"]["PreferencesShape"];
export type Change = Partial<
  Pick<
    Wishes,
    | "push"
    | "email"
    | "sms"
    | "with_time"
    | "leads"
    | "quiet_from"
    | "quiet_until"
    | "fallback_after"
    | "daily_cap"
    | "digest_at"
    | "team_messages"
  >
>;

export const readWishes = (): Promise<Wishes> => take(api.GET("/api/v1/reminder-settings"));

export const saveWishes = (version: number, change: Change): Promise<Wishes> =>
  take(api.PATCH("/api/v1/reminder-settings", { body: { version, ...change } }));

export const saveNumber = (phone: string): Promise<unknown> =>
  take(api.PATCH("/api/v1/account", { body: { phone } }));

/** Tells the server of this browser; again with the same address changes nothing. */
export async function rememberBrowser(held: PushSubscriptionJSON): Promise<void> {
  const { endpoint, keys } = held;
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new TypeError("not a subscription");
  const body = { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } };
  await take(api.PUT("/api/v1/push-devices", { body }));
}

/** Asks the phone and tells the server; false when the person said no. Call it from a tap. */
export async function turnOn(key: string): Promise<boolean> {
  const held = await startPush(key);
  if (held) await rememberBrowser(held);
  return held !== null;
}

export const forgetBrowser = (endpoint: string): Promise<unknown> =>
  send("DELETE", "/api/v1/push-devices", { endpoint }, crypto.randomUUID());
