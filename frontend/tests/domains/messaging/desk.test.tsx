import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ALL, filterOf, filterWord, queryOf, shown } from "../../../src/domains/messaging/inbox/filters";
import { NotesBehind } from "../../../src/domains/messaging/inbox/Notes";
import { nameBegun, namedIn, nameInto } from "../../../src/domains/messaging/inbox/naming";
import Reply from "../../../src/domains/messaging/inbox/Reply";
import { keysOn, useKeys } from "../../../src/domains/messaging/inbox/useKeys";
import { blanksIn } from "../../../src/domains/messaging/inbox/words";
import { messages, type Note, type Thread, threads } from "../../../src/domains/messaging/state";
import { forgetAll } from "../../../src/kernel/forget";
import { loadTexts, speak } from "../../../src/kernel/i18n";
import { entries } from "../../../src/kernel/outbox";
import { setServerNow, zone } from "../../../src/kernel/time";

const NOW = "2026-10-07T14:00:00Z";
type Desk = NonNullable<Thread["desk"]>;

function thread(id: string, desk: Partial<Desk> = {}, change: Partial<Thread> = {}): Thread {
  return {
    id,
    version: 1,
    patient_id: "p",
    patient_name: "Maya",
    topic: "medication",
    state: "open",
    opened_at: NOW,
    last_message_at: NOW,
    last_seq: 1,
    waiting_since: NOW,
    answer_by: null,
    previous_id: null,
    read_by_team: null,
    read_by_patient: null,
    unread: 0,
    last: null,
    desk: {
      risk: 0,
      sort_key: 1,
      assigned_to: null,
      program_id: "program",
      covering_for: null,
      replying: null,
      session_at: null,
      track_id: null,
      track: "",
      mentions: 0,
      unseen_mentions: 0,
      pronouns: "",
      surname_initial: "O",
      ...desk,
    },
    ...change,
  };
}

let page: HTMLElement;
let sent: { path: string; body: Record<string, unknown> }[] = [];
let answers: (() => Response)[] = [];

beforeEach(async () => {
  page = document.createElement("div");
  document.body.append(page);
  zone.value = "America/New_York";
  setServerNow(NOW);
  await loadTexts("ui", "messaging", "desk");
  await speak("en");
  sent = [];
  answers = [];
  vi.stubGlobal("fetch", async (input: string | Request, init?: RequestInit) => {
    const path = typeof input === "string" ? input : new URL(input.url).pathname;
    if (path.includes("/drafts/")) return Response.json({ place: "", body: "", updated_at: null });
    if (!path.endsWith("/answers")) return Response.json(threads.get("a") ?? {});
    sent.push({ path, body: JSON.parse(String(init?.body)) });
    return (answers.shift() ?? delivered)();
  });
});

// What a form still saves while it goes meets the same server: it is never taken away.
afterEach(() => {
  act(() => render(null, page));
  page.remove();
  forgetAll();
  keysOn.value = true;
});

function delivered(): Response {
  return new Response(
    JSON.stringify({ message: { id: "m9", thread_id: "a", seq: 9 }, thread: thread("a") }),
    {
      status: 201,
    },
  );
}

function refused(): Response {
  const problem = { code: "being_answered", status: 409, title: "", detail: "Ana is writing." };
  return new Response(JSON.stringify(problem), { status: 409 });
}

describe("which threads are shown", () => {
  it("keeps the server's order within queue and filter @feature:W1.a @feature:W1.c", () => {
    threads.put(
      thread("late", { sort_key: 3, track_id: "t1" }),
      thread("first", { sort_key: 1, risk: 2 }),
      thread("closed", { sort_key: 0 }, { state: "closed" }),
      thread("named", { sort_key: 2, mentions: 1, unseen_mentions: 0 }),
      thread("skills", { sort_key: 4 }, { topic: "skills" }),
    );
    const ids = (...args: Parameters<typeof shown>) => shown(...args).map(({ id }) => id);
    expect(ids("team", ALL, Infinity)).toEqual(["first", "named", "late", "skills"]);
    expect(ids("team", { by: "risk" }, Infinity)).toEqual(["first"]);
    expect(ids("team", { by: "track", track: "t1" }, Infinity)).toEqual(["late"]);
    expect(ids("team", { by: "topic", topic: "skills" }, Infinity)).toEqual(["skills"]);
    expect(ids("mentions", ALL, Infinity)).toEqual(["named"]);
  });

  it("holds back what stands behind the last page @feature:W1.d", () => {
    threads.put(thread("one", { sort_key: 1 }), thread("far", { sort_key: 90 }));
    expect(shown("team", ALL, 50).map(({ id }) => id)).toEqual(["one"]);
  });

  it("writes a filter as one word of a select and reads it again", () => {
    for (const filter of [ALL, { by: "risk" as const }, { by: "track" as const, track: "a.b" }]) {
      expect(filterOf(filterWord(filter))).toEqual(filter);
    }
    expect(queryOf("mine", { by: "track", track: "t1" })).toEqual({ queue: "mine", track: "t1" });
  });
});

describe("naming a colleague", () => {
  const people = [{ name: "Dr. Nair" }, { name: "Tom" }, { name: "Tom Becker" }];

  it("offers names while one is being written, and not in an address", () => {
    expect(nameBegun("Please look, @na", 16)).toBe("na");
    expect(nameBegun("@", 1)).toBe("");
    expect(nameBegun("tom@clinic", 10)).toBeNull();
    expect(nameBegun("@Tom said", 9)).toBeNull();
  });

  it("puts the whole name in and goes on behind it", () => {
    expect(nameInto("Hi @na today", 6, "Dr. Nair")).toEqual({ words: "Hi @Dr. Nair today", caret: 13 });
  });

  it("counts those whose whole name stands in the words", () => {
    expect(namedIn("@Dr. Nair and @Tom, look", people).map(({ name }) => name)).toEqual(["Dr. Nair", "Tom"]);
    expect(namedIn("@Tommy", people)).toEqual([]);
  });
});

it("finds the blanks of a saved reply and nothing else @feature:W4.d", () => {
  expect(blanksIn("On [next session: ____] call [phone: ____], [sic] ____")).toEqual([
    "[next session: ____]",
    "[phone: ____]",
  ]);
});

it("shows a note behind its message, with who never sees it and whom it names @feature:W6.a", () => {
  const note: Note = {
    id: "n1",
    thread_id: "a",
    after_seq: 2,
    key: "k",
    author_name: "Tom Becker",
    author_role: "nurse",
    body: "@Dr. Nair can you look?",
    written_at: NOW,
    mentions: [{ account_id: "x", name: "Dr. Nair" }],
  };
  act(() => render(<NotesBehind thread={thread("a")} notes={[note]} seq={1} />, page));
  expect(page.textContent).toBe("");
  act(() => render(<NotesBehind thread={thread("a")} notes={[note]} seq={2} />, page));
  expect(page.textContent).toContain("Team note. Maya never sees this.");
  expect([...page.querySelectorAll("b")].map((b) => b.textContent)).toContain("@Dr. Nair");
});

function field(): HTMLTextAreaElement {
  return page.querySelector("textarea") as HTMLTextAreaElement;
}

async function type(words: string): Promise<void> {
  await act(async () => {
    field().value = words;
    field().dispatchEvent(new Event("input", { bubbles: true }));
  });
}

async function press(word: string): Promise<void> {
  const button = [...page.querySelectorAll("button")].find((one) => one.textContent?.includes(word));
  await act(async () => button?.click());
}

async function submit(): Promise<void> {
  await act(async () => {
    page.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true }));
  });
}

async function open(row: Thread): Promise<void> {
  threads.put(row);
  await act(async () => render(<Reply thread={row} onNote={() => undefined} />, page));
}

describe("the answer", () => {
  it("asks before it goes beside a colleague's, and keeps the words @feature:W2.d", async () => {
    const replying = { account_id: "other", name: "Ana Ruiz", until: "2026-10-07T14:00:40Z" };
    await open(thread("a", { replying }));
    await type("Mine");
    await submit();
    expect(page.textContent).toContain("Ana is writing an answer. Send yours too?");
    expect([sent.length, field().value]).toEqual([0, "Mine"]);
    await press("Send mine too");
    await vi.waitFor(() =>
      expect(sent.map(({ body }) => body)).toEqual([{ body: "Mine", seen: 0, anyway: true }]),
    );
    expect(field().value).toBe("");
  });

  it("comes back into the field where the server asks @feature:W2.d", async () => {
    answers = [refused];
    await open(thread("a"));
    messages.put({ ...(await delivered().json()).message, seq: 4, key: "k4" });
    await type("Mine");
    await submit();
    await vi.waitFor(() => expect(field().value).toBe("Mine"));
    expect(page.textContent).toContain("Ana is writing.");
    expect(entries.value).toEqual([]);
    expect(sent[0]?.body).toEqual({ body: "Mine", seen: 4 });
    await press("Keep it as a draft");
    expect(page.textContent).not.toContain("Ana is writing.");
  });

  it("does not go with a blank in it @feature:W4.d", async () => {
    await open(thread("a"));
    await type("See you on [next session: ____].");
    await submit();
    expect(sent).toEqual([]);
    expect(page.querySelector('[role="alert"]')?.textContent).toContain("1 blank is still open");
    expect(field().value.slice(field().selectionStart, field().selectionEnd)).toBe("[next session: ____]");
  });
});

describe("the keys", () => {
  function Keyed({ onClaim }: { onClaim: () => void }) {
    useKeys();
    return (
      <div class="inbox">
        <a class="inbox-row" href="/inbox/1">
          1
        </a>
        <a class="inbox-row" href="/inbox/2" aria-current="true">
          2
        </a>
        <button type="button" aria-keyshortcuts="c" onClick={onClaim}>
          Take it
        </button>
        <input />
      </div>
    );
  }

  function key(name: string, more: KeyboardEventInit = {}): void {
    const at = document.activeElement ?? document.body;
    at.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
  }

  it("move through the list and press the button that is there @feature:W1.e", () => {
    const claim = vi.fn();
    act(() => render(<Keyed onClaim={claim} />, page));
    key("j");
    expect(document.activeElement?.textContent).toBe("2");
    key("k");
    expect(document.activeElement?.textContent).toBe("1");
    key("c");
    key("c", { ctrlKey: true });
    expect(claim).toHaveBeenCalledTimes(1);
  });

  it("are letters in a text field, and nothing once they are off @feature:W1.e", () => {
    const claim = vi.fn();
    act(() => render(<Keyed onClaim={claim} />, page));
    page.querySelector("input")?.focus();
    key("c");
    page.querySelector<HTMLElement>(".inbox-row")?.focus();
    keysOn.value = false;
    key("c");
    expect(claim).not.toHaveBeenCalled();
  });
});
