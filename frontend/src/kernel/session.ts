/**
 * Who is here. Loaded at the start and after every sign-in; ended from the "Sign out" button, from
 * another tab, or by the server (401, socket close). Ending leaves nothing of the person on the page.
 */
import { computed, effect, signal, untracked } from "@preact/signals";
import type { components } from "../api/schema";
import { csrf, endServerSession } from "./csrf";
import { forgetAll, forgetShown } from "./forget";
import { refresh } from "./frames";
import { api, refused, send, take } from "./http";
import { speak } from "./i18n";
import { restore } from "./outbox";
import { asProblem } from "./problem";
import { stopPush } from "./push";
import { retryLater } from "./retry";
import { CLOSED, live } from "./socket";
import { setServerNow, zone } from "./time";
import { vault } from "./vault";

export type Account = components["schemas"]["Account"];
export type Role = Account["roles"][number];

/** unknown: not asked yet. away: the server was not reached. */
export type Presence = "unknown" | "in" | "out" | "away";

/** The person's own entry in the vault. */
const KEPT = "account";
const LOCK_AFTER = 5 * 60_000;

export const presence = signal<Presence>("unknown");
export const account = signal<Account | null>(null);
export const demo = signal(false);
/** Why the last session ended, so that the sign-in page can say it kindly. */
export const ended = signal<"none" | "signed_out" | "timed_out">("none");

/** The role whose home and tabs are shown; people with two choose in More. */
const chosen = signal<Role | null>(null);
const ORDER: Role[] = ["patient", "staff", "administrator", "relative"];
export const role = computed<Role | null>(() => {
  const roles = account.value?.roles ?? [];
  if (chosen.value && roles.includes(chosen.value)) return chosen.value;
  return ORDER.find((each) => roles.includes(each)) ?? null;
});

/** Signed in, with the second factor where it is needed: before that the server's whole wire is closed. */
export const admitted = computed(() => {
  if (presence.value !== "in" || !account.value) return false;
  const factor = account.value.second_factor;
  return !factor?.required || factor.done;
});

export function actAs(next: Role): void {
  chosen.value = next;
}

const tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("footbridge");

let tries = 0;
let callOff = () => {};

/** Asks the server who is signed in, again by itself while it is away. Safe to call again at any time. */
export async function loadSession(): Promise<Presence> {
  callOff();
  try {
    const found = await take(api.GET("/api/v1/session"));
    tries = 0;
    csrf.value = found.csrf;
    demo.value = found.demo;
    setServerNow(found.now, found.clock_fixed);
    if (found.account) await enter(found.account, found.seq ?? undefined);
    else await leave("timed_out");
  } catch (error) {
    // Away from the server is not signed out: what an own phone keeps stays readable.
    if (!asProblem(error).passing) throw error;
    if (presence.value !== "in") {
      presence.value = "away";
      callOff = retryLater(() => void loadSession(), tries++);
    }
  }
  return presence.value;
}

async function enter(found: Account, seq?: number): Promise<void> {
  const owner = await vault.owner();
  if (owner !== undefined && (owner !== found.id || found.device === "shared")) await vault.wipe();
  account.value = found;
  zone.value = found.timezone;
  ended.value = "none";
  await speak(found.language);
  presence.value = "in";
  await vault.seen();
  await vault.put(KEPT, found);
  if (admitted.value) live.start(seq);
}

/** While one signs out, a last request may still be refused: that is no time-out. */
let saysGoodbye = false;

/** The person is no longer signed in: the page forgets. The vault stays after a time-out, locked. */
async function leave(why: "signed_out" | "timed_out"): Promise<void> {
  if (presence.value === "in") ended.value = saysGoodbye ? "signed_out" : why;
  live.stop();
  account.value = null;
  chosen.value = null;
  forgetAll();
  vault.lock();
  if (why === "signed_out") await vault.wipe();
  presence.value = "out";
}

/** The browser lets go of its address, and the server forgets it while the person is still known there. */
async function endPush(): Promise<void> {
  const endpoint = await stopPush();
  if (endpoint) await send("DELETE", "/api/v1/push-devices", { endpoint }, crypto.randomUUID());
}

/** Signs out everywhere on this device. The page forgets even when the server cannot be reached. */
export async function signOut(): Promise<void> {
  saysGoodbye = true;
  try {
    // A shared device must not go on showing one person's notices to the next.
    if (account.value?.device === "shared") await endPush().catch(() => undefined);
    await endServerSession();
  } finally {
    await leave("signed_out");
    saysGoodbye = false;
    tabs?.postMessage("signed_out");
    // A fresh document: nothing of the old page's memory survives.
    location.replace("/sign-in");
  }
}

/** Opens the vault, also without a connection, and sends what an earlier visit could not. */
export async function unlock(pin: string): Promise<boolean> {
  if (!(await vault.unlock(pin))) return false;
  if (account.value) await vault.put(KEPT, account.value);
  else {
    const kept = await vault.get<Account>(KEPT);
    account.value = kept?.value ?? null;
    zone.value = kept?.value.timezone ?? zone.value;
  }
  await restore();
  return true;
}

/** Makes the vault for the person who is signed in. */
export async function makeVault(pin: string): Promise<void> {
  if (!account.value) return;
  await vault.setUp(pin, account.value.id);
  await vault.put(KEPT, account.value);
}

let hiddenAt = 0;

/** A phone put away for five minutes asks for the PIN again. */
function onVisible(visible: boolean): void {
  if (!visible) {
    hiddenAt = Date.now();
    return;
  }
  if (hiddenAt && Date.now() - hiddenAt > LOCK_AFTER) vault.lock();
  live.nudge();
}

/** Wires everything that can end or change a session. Called once by the app. */
export function watchSession(): void {
  if (tabs) {
    tabs.onmessage = (event) => {
      if (event.data === "signed_out") void leave("signed_out").then(() => location.replace("/sign-in"));
    };
  }
  live.onSession = (code) => {
    if (code !== CLOSED.signedOut) {
      forgetShown();
      refresh.value += 1;
    }
    void loadSession();
  };
  effect(() => {
    if (refused.value > 0 && presence.peek() === "in") untracked(() => void loadSession());
  });
  addEventListener("pageshow", (event) => {
    // A page out of the back-forward cache may show another person's screen: ask afresh.
    if (event.persisted) location.reload();
  });
  addEventListener("online", () => void loadSession());
  document.addEventListener("visibilitychange", () => onVisible(document.visibilityState === "visible"));
}
