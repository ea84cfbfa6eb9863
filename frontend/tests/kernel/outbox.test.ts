import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetAll } from "../../src/kernel/forget";
import { defineWrite, drop, entries, entryOf, flush, retry, unsent } from "../../src/kernel/outbox";

interface Sent {
  path: string;
  key: string;
  body: unknown;
}

let sent: Sent[] = [];
let answers: (Response | "offline")[] = [];

const write = defineWrite<{ text: string }>("test.note", {
  path: () => "/api/v1/notes",
  body: (data, id) => ({ id, ...data }),
});

function json(status: number, body: unknown = {}, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  answers = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>;
    sent.push({ path, key: headers["Idempotency-Key"] ?? "", body: JSON.parse(String(init.body)) });
    const answer = answers.shift() ?? json(201, { ok: true });
    if (answer === "offline") throw new TypeError("no network");
    return answer;
  });
});

afterEach(() => {
  forgetAll();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const texts = () => sent.map(({ body }) => (body as { text: string }).text);

describe("the device's outbox", () => {
  it("sends in the order of writing, one at a time", async () => {
    write({ text: "one" });
    write({ text: "two" });
    write({ text: "three" });
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["one", "two", "three"]);
    expect(entries.value).toEqual([]);
  });

  it("tries again under the same key until it is answered, and keeps the order", async () => {
    answers = ["offline", json(503, {}, { "Retry-After": "1" })];
    const first = write({ text: "one" });
    write({ text: "two" });
    await vi.advanceTimersByTimeAsync(0);
    expect(entryOf(first)?.state).toBe("waiting");
    await vi.runAllTimersAsync();
    expect(texts()).toEqual(["one", "one", "one", "two"]);
    expect(new Set(sent.slice(0, 3).map(({ key }) => key))).toEqual(new Set([first]));
  });

  it("waits as long as the server asks before the next try", async () => {
    answers = [json(429, {}, { "Retry-After": "30" })];
    write({ text: "one" });
    await vi.advanceTimersByTimeAsync(29_000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(sent).toHaveLength(2);
  });

  it("keeps what was refused, with the reason, and goes on with the next", async () => {
    answers = [json(400, { code: "invalid", errors: [{ pointer: "/text", detail: "Too long." }] })];
    const first = write({ text: "one" });
    write({ text: "two" });
    await vi.runAllTimersAsync();
    expect(entryOf(first)?.state).toBe("failed");
    expect(entryOf(first)?.problem?.at("/text")).toBe("Too long.");
    expect(texts()).toEqual(["one", "two"]);
    expect(unsent.value).toBe(1);
  });

  it("sends a refused one again when the person asks, and lets it go when they do not want it", async () => {
    answers = [json(400)];
    const first = write({ text: "one" });
    await vi.runAllTimersAsync();
    retry(first);
    await vi.runAllTimersAsync();
    expect(entryOf(first)).toBeUndefined();
    answers = [json(400)];
    const second = write({ text: "two" });
    await vi.runAllTimersAsync();
    drop(second);
    expect(unsent.value).toBe(0);
  });

  it("stops when signed out, and keeps the words", async () => {
    answers = [json(401)];
    const first = write({ text: "one" });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sent).toHaveLength(1);
    expect(entryOf(first)?.state).toBe("waiting");
    await flush();
    expect(entryOf(first)).toBeUndefined();
  });

  it("hands the server's answer over before the entry leaves the queue", async () => {
    const seen: [unknown, boolean][] = [];
    const other = defineWrite<{ text: string }>("test.other", {
      path: () => "/api/v1/others",
      done: (answer, _, id) => seen.push([answer, entryOf(id) !== undefined]),
    });
    answers = [json(201, { id: "x", text: "kept" })];
    other({ text: "kept" });
    await vi.runAllTimersAsync();
    expect(seen).toEqual([[{ id: "x", text: "kept" }, true]]);
  });

  it("keeps the order over several cuts in the middle of it @feature:M5.d", async () => {
    answers = ["offline", json(201), "offline", json(503), json(201), "offline"];
    for (const text of ["one", "two", "three", "four"]) write({ text });
    await vi.runAllTimersAsync();
    const arrived = texts().filter((text, place, all) => all[place + 1] !== text);
    expect(arrived).toEqual(["one", "two", "three", "four"]);
  });
});
