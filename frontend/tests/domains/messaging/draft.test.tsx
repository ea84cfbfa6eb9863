import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Draft, moveDraft, useDraft } from "../../../src/domains/messaging/draft";
import { dirty } from "../../../src/kernel/dirty";
import { forgetAll } from "../../../src/kernel/forget";
import { entries } from "../../../src/kernel/outbox";
import { type Account, account } from "../../../src/kernel/session";

interface Put {
  place: string;
  body: string;
  seen: string | null;
  keepalive: boolean;
}

let puts: Put[] = [];
let online = true;
let status = 200;
let stored: Record<string, { body: string; other: string | null; updated_at: string | null }> = {};
let page: HTMLElement;
let draft: Draft;

function Box({ place }: { place: string }) {
  draft = useDraft(place);
  return <textarea value={draft.body} />;
}

function open(place: string): void {
  act(() => render(<Box key={place} place={place} />, page));
}

async function settle(ms = 0): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });
}

function me(id: string): void {
  account.value = { id } as Account;
}

beforeEach(async () => {
  vi.useFakeTimers();
  puts = [];
  online = true;
  status = 200;
  stored = {};
  page = document.createElement("div");
  me("maya");
  vi.stubGlobal("fetch", async (request: Request) => {
    if (!online) throw new TypeError("no network");
    const place = request.url.split("/").at(-1) ?? "";
    if (request.method === "PUT") {
      const { body, seen } = (await request.json()) as { body: string; seen: string | null };
      puts.push({ place, body, seen, keepalive: request.keepalive });
      if (status === 200) stored[place] = { body, other: null, updated_at: `t${puts.length}` };
    }
    const answer = { place, ...(stored[place] ?? { body: "", other: null, updated_at: null }) };
    return new Response(JSON.stringify(answer), { status });
  });
});

afterEach(() => {
  act(() => render(null, page));
  forgetAll();
  me("nobody");
  account.value = null;
  entries.value = [];
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("a draft", () => {
  it("goes to the server when the fingers rest, with the version that this page knew", async () => {
    open("topic.skills");
    await settle();
    act(() => draft.write("Half"));
    await settle(300);
    expect(puts).toEqual([]);
    await settle(700);
    act(() => draft.write("Half a"));
    await settle(800);
    expect(puts.map(({ body, seen }) => [body, seen])).toEqual([
      ["Half", null],
      ["Half a", "t1"],
    ]);
    expect(draft.saving).toBe("saved");
    expect(dirty.value).toBe(false);
  });

  it("goes at once, in a request that outlives the page, when the page is closed @feature:M4.a", async () => {
    open("topic.skills");
    await settle();
    act(() => draft.write("Half a sentence"));
    dispatchEvent(new Event("pagehide"));
    await settle();
    expect(puts.map(({ body }) => body)).toEqual(["Half a sentence"]);
  });

  it("waits in the page through an offline time and another screen, and asks before it closes @feature:M4.c", async () => {
    open("topic.skills");
    await settle();
    online = false;
    act(() => draft.write("In the tunnel"));
    await settle(1_000);
    expect(dirty.value).toBe(true);
    open("topic.other");
    await settle();
    open("topic.skills");
    await settle();
    expect(draft.body).toBe("In the tunnel");
    online = true;
    dispatchEvent(new Event("online"));
    await settle();
    expect(stored["topic.skills"]?.body).toBe("In the tunnel");
    expect(dirty.value).toBe(false);
  });

  it("waits for the same person after a time-out, and ends with another's sign-in @feature:M4.b", async () => {
    open("topic.skills");
    await settle();
    status = 401;
    act(() => draft.write("Mine alone"));
    await settle(1_000);
    const timeOut = () => {
      account.value = null;
      act(() => render(null, page));
      forgetAll();
    };
    timeOut();
    status = 200;
    me("maya");
    open("topic.skills");
    await settle();
    expect(draft.body).toBe("Mine alone");
    status = 401;
    act(() => draft.write("Mine alone, again"));
    await settle(1_000);
    timeOut();
    status = 200;
    stored = {};
    me("devon");
    open("topic.skills");
    await settle();
    expect(draft.body).toBe("");
    me("maya");
    await settle(10_000);
    expect(JSON.stringify(stored)).not.toContain("again");
  });

  it("gives its words to a double tap once @feature:M5.a", async () => {
    open("topic.skills");
    await settle();
    act(() => draft.write(" Yes "));
    expect([draft.take(), draft.take()]).toEqual(["Yes", ""]);
    await settle(2_000);
    expect(puts).toEqual([]);
  });

  it("does not come back where its words are on their way", async () => {
    stored["topic.skills"] = { body: "On its way", other: null, updated_at: "t0" };
    const at = "2026-10-07T14:00:00Z";
    entries.value = [{ id: "a", kind: "messaging.send", data: { body: "On its way" }, state: "waiting", at }];
    open("topic.skills");
    await settle();
    expect(draft.body).toBe("");
  });

  it("is saved behind the messages that wait, which would remove it", async () => {
    const at = "2026-10-07T14:00:00Z";
    open("topic.skills");
    await settle();
    entries.value = [{ id: "a", kind: "messaging.send", data: { body: "First" }, state: "waiting", at }];
    act(() => draft.write("Second"));
    await settle(2_000);
    expect(puts).toEqual([]);
    entries.value = [];
    await settle(1_000);
    expect(stored["topic.skills"]?.body).toBe("Second");
  });

  it("moves with the topic", async () => {
    open("topic.skills");
    await settle();
    act(() => draft.write("About money"));
    act(() => moveDraft("topic.skills", "topic.paperwork"));
    await settle(1_000);
    expect(stored["topic.paperwork"]?.body).toBe("About money");
    expect(stored["topic.skills"]?.body).toBe("");
  });

  it("shows what another device wrote, and adds it or leaves it @feature:M4.f", async () => {
    stored["topic.skills"] = { body: "New", other: "Old words", updated_at: "t0" };
    open("topic.skills");
    await settle();
    expect(draft.other).toBe("Old words");
    act(() => draft.settle(true));
    await settle();
    expect(draft.body).toBe("New\nOld words");
    expect(draft.other).toBe(null);
  });
});

describe("a message that waits", () => {
  it("waits through a time-out for the same person, and never goes out as another's", async () => {
    await import("../../../src/domains/messaging/aside");
    const at = "2026-10-07T14:00:00Z";
    const entry = { id: "a", kind: "none", data: { body: "Mine" }, state: "sending" as const, at };
    const timeOut = () => {
      account.value = null;
      forgetAll();
    };
    entries.value = [entry];
    timeOut();
    expect(entries.value).toEqual([]);
    me("maya");
    expect(entries.value).toEqual([{ ...entry, state: "waiting" }]);
    timeOut();
    me("devon");
    expect(entries.value).toEqual([]);
    timeOut();
    me("maya");
    expect(entries.value).toEqual([]);
  });

  it("asks before a page closes that holds what nobody else keeps @feature:M5.g", async () => {
    await import("../../../src/domains/messaging/aside");
    const at = "2026-10-07T14:00:00Z";
    entries.value = [{ id: "a", kind: "none", data: { body: "Mine" }, state: "waiting", at }];
    expect(dirty.value).toBe(true);
    entries.value = [];
    expect(dirty.value).toBe(false);
  });
});
