import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetAll } from "../../src/kernel/forget";
import { defineWrite, entryOf } from "../../src/kernel/outbox";
import { account, loadSession, presence, role, signOut, watchSession } from "../../src/kernel/session";
import { live } from "../../src/kernel/socket";
import { collection } from "../../src/kernel/store";
import { zone } from "../../src/kernel/time";

const MAYA = {
  id: "maya",
  name: "Maya Okafor",
  roles: ["relative", "patient"],
  language: "es",
  timezone: "America/Denver",
  device: "shared",
  patient_id: "p1",
};

let calls: string[] = [];
let signedIn: typeof MAYA | null = MAYA;
let reachable = true;

beforeEach(() => {
  calls = [];
  signedIn = MAYA;
  reachable = true;
  vi.spyOn(live, "start").mockImplementation(() => undefined);
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    if (!reachable) throw new TypeError("no network");
    const path = typeof input === "string" ? input : new URL(input.url).pathname;
    calls.push(`${init?.method ?? (input as Request).method ?? "GET"} ${path}`);
    const body = { csrf: "c", account: signedIn, now: "2026-10-09T21:00:00Z", demo: false };
    return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the session", () => {
  it("takes over the person's zone and opens the live connection", async () => {
    expect(await loadSession()).toBe("in");
    expect(zone.value).toBe("America/Denver");
    expect(live.start).toHaveBeenCalled();
  });

  it("shows a person with two roles their own care first", async () => {
    await loadSession();
    expect(role.value).toBe("patient");
  });

  it("forgets everything when the server says that nobody is signed in", async () => {
    const notes = collection<{ id: string }>();
    await loadSession();
    notes.put({ id: "a" });
    signedIn = null;
    expect(await loadSession()).toBe("out");
    expect(account.value).toBeNull();
    expect(notes.all.value).toEqual([]);
  });

  it("drops what was shown when rights changed, and keeps what the person wrote", async () => {
    const notes = collection<{ id: string }>();
    const write = defineWrite<{ text: string }>("test.kept", { path: () => "/api/v1/notes" });
    watchSession();
    await loadSession();
    reachable = false;
    const id = write({ text: "mine" });
    notes.put({ id: "a" });
    live.onSession(0);
    expect(notes.all.value).toEqual([]);
    expect(entryOf(id)?.data).toEqual({ text: "mine" });
    forgetAll();
  });

  it("does not take a lost connection for a sign-out", async () => {
    await loadSession();
    reachable = false;
    expect(await loadSession()).toBe("in");
    expect(account.value?.id).toBe("maya");
  });

  it("ends the server's session at sign-out, and forgets even when the server is away", async () => {
    const notes = collection<{ id: string }>();
    const left = vi.spyOn(location, "replace").mockImplementation(() => undefined);
    await loadSession();
    await signOut();
    expect(calls).toContain("DELETE /_allauth/browser/v1/auth/session");
    await loadSession();
    notes.put({ id: "a" });
    reachable = false;
    await signOut().catch(() => undefined);
    expect(presence.value).toBe("out");
    expect(notes.all.value).toEqual([]);
    expect(left).toHaveBeenCalledWith("/sign-in");
  });

  it("ends the pushes of a shared phone at sign-out, and the server forgets its address @feature:B2.g", async () => {
    const unsubscribe = vi.fn(async () => true);
    const held = { endpoint: "https://push.example.org/1", unsubscribe };
    const registration = { pushManager: { getSubscription: async () => held } };
    Object.defineProperty(navigator, "serviceWorker", {
      value: { getRegistration: async () => registration },
      configurable: true,
    });
    vi.stubGlobal("location", { origin: "http://localhost", replace: () => undefined });
    await loadSession();
    await signOut();
    expect(unsubscribe).toHaveBeenCalledTimes(1);
    const told = calls.indexOf("DELETE /api/v1/push-devices");
    const ended = calls.findIndex((call) => call.startsWith("DELETE /_allauth"));
    expect(told).toBeGreaterThan(-1);
    expect(ended).toBeGreaterThan(told);
    signedIn = { ...MAYA, device: "own" };
    await loadSession();
    await signOut();
    expect(unsubscribe).toHaveBeenCalledTimes(1);
    Reflect.deleteProperty(navigator, "serviceWorker");
  });
});
