import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ANSWER, answerThread, SEND, sendMessage, unsentIn } from "../../../src/domains/messaging/actions";
import { dueWord, toldWords } from "../../../src/domains/messaging/inbox/words";
import { Stream } from "../../../src/domains/messaging/Stream";
import {
  holdDelivery,
  type Message,
  messages,
  messagesOf,
  type Thread,
  threads,
} from "../../../src/domains/messaging/state";
import { hereWords, promiseWords, shortName } from "../../../src/domains/messaging/words";
import { forgetAll } from "../../../src/kernel/forget";
import { loadTexts, speak } from "../../../src/kernel/i18n";
import { entries } from "../../../src/kernel/outbox";
import { setServerNow, zone } from "../../../src/kernel/time";

const THREAD = "11111111-1111-4111-8111-111111111111";

function thread(change: Partial<Thread> = {}): Thread {
  return {
    id: THREAD,
    version: 1,
    patient_id: "p",
    patient_name: "Maya",
    topic: "medication",
    state: "open",
    opened_at: "2026-10-07T14:00:00Z",
    last_message_at: "2026-10-07T14:00:00Z",
    last_seq: 1,
    waiting_since: null,
    answer_by: null,
    previous_id: null,
    read_by_team: null,
    read_by_patient: null,
    unread: 0,
    last: null,
    desk: null,
    ...change,
  };
}

function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    thread_id: THREAD,
    seq,
    key: `k${seq}`,
    kind: "person",
    from_team: false,
    author_name: "Maya",
    author_role: "patient",
    body: `Message ${seq}`,
    sent_at: "2026-10-07T14:00:00Z",
    version: 1,
    author_id: "a",
    changeable_until: "2026-10-07T14:15:00Z",
    edited_at: null,
    recalled_at: null,
    question: null,
    answers_to: null,
    attachments: [],
    about: null,
    ...change,
  };
}

interface Sent {
  path: string;
  key: string;
  body: unknown;
}

let sent: Sent[] = [];
let page: HTMLElement;

beforeEach(async () => {
  sent = [];
  page = document.createElement("div");
  zone.value = "America/New_York";
  setServerNow("2026-10-07T14:00:00Z");
  await loadTexts("ui", "messaging", "desk");
  await speak("en");
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>;
    const key = headers["Idempotency-Key"] ?? "";
    sent.push({ path, key, body: JSON.parse(String(init.body)) });
    const answer = { message: message(1, { key, body: "Hi" }), thread: thread() };
    return new Response(JSON.stringify(answer), { status: 201 });
  });
});

afterEach(() => {
  forgetAll();
  vi.unstubAllGlobals();
});

describe("sending", () => {
  it("opens a thread by topic, and stays on a thread that there is", async () => {
    sendMessage({ topic: "skills", body: "Hi" });
    sendMessage({ thread_id: THREAD, topic: "skills", body: "More" });
    answerThread({ thread_id: THREAD, body: "Thanks" });
    await vi.waitFor(() => expect(entries.value).toEqual([]));
    expect(sent.map(({ path, body }) => [path, body])).toEqual([
      ["/api/v1/threads", { topic: "skills", body: "Hi" }],
      [`/api/v1/threads/${THREAD}/messages`, { body: "More" }],
      [`/api/v1/threads/${THREAD}/answers`, { body: "Thanks" }],
    ]);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(3);
    expect(threads.get(THREAD)?.topic).toBe("medication");
  });

  it("finds what waits for a place among all that waits", () => {
    const at = "2026-10-07T14:00:00Z";
    const all = [
      { id: "a", kind: SEND, data: { thread_id: THREAD, body: "1" }, state: "waiting" as const, at },
      { id: "b", kind: SEND, data: { topic: "other", body: "2" }, state: "waiting" as const, at },
      { id: "c", kind: "measures.answer", data: { thread_id: THREAD }, state: "waiting" as const, at },
      { id: "d", kind: ANSWER, data: { thread_id: THREAD, body: "3" }, state: "failed" as const, at },
    ];
    expect(unsentIn(all, (words) => words.thread_id === THREAD).map(({ id }) => id)).toEqual(["a", "d"]);
  });
});

describe("a thread that is held", () => {
  it("shows no message that stands behind a hole", () => {
    messages.put(message(1), message(2), message(5), message(6));
    expect(messagesOf(THREAD).map(({ seq }) => seq)).toEqual([5, 6]);
    messages.put(message(3), message(4));
    expect(messagesOf(THREAD).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("is not set back by an older page that comes late", () => {
    holdDelivery({ message: message(2), thread: thread({ version: 7, unread: 0 }) });
    threads.put(thread({ version: 6, unread: 3 }));
    expect(threads.get(THREAD)?.unread).toBe(0);
  });
});

describe("the stream @feature:M5.c", () => {
  const draw = (held: Thread) =>
    act(() => render(<Stream thread={held} unsent={[...entries.value]} />, page));

  it("marks what waits on the phone, and shows it once when its frame is here before the answer", () => {
    messages.put(message(1));
    const at = "2026-10-07T14:00:00Z";
    const entry = { id: "k2", kind: SEND, data: { thread_id: THREAD, body: "Message 2" }, at };
    entries.value = [{ ...entry, state: "waiting" }];
    draw(thread());
    expect(page.querySelectorAll(".bubble.waiting")).toHaveLength(1);
    expect(page.textContent).toContain("Waiting. Sends when you are online.");
    messages.put(message(2));
    draw(thread({ version: 2, last_seq: 2 }));
    expect(page.textContent?.split("Message 2")).toHaveLength(2);
    expect(page.querySelectorAll(".bubble.waiting")).toHaveLength(0);
  });

  it("says read under the last that the team has read, sent under the later ones", () => {
    messages.put(message(1), message(2), message(3));
    draw(thread({ read_by_team: { name: "Tom Becker", seq: 2, at: "2026-10-07T13:30:00Z" } }));
    const states = [...page.querySelectorAll(".sent-state")].map((state) => state.textContent);
    expect(states).toEqual(["Read by Tom, 9:30 am", "Sent 10:00 am"]);
  });

  it("keeps refused words on the page, with the way to send them again", async () => {
    const at = "2026-10-07T14:00:00Z";
    entries.value = [{ id: "x", kind: SEND, data: { thread_id: THREAD, body: "Kept" }, state: "failed", at }];
    draw(thread());
    expect(page.textContent).toContain("Kept");
    await vi.waitFor(() => expect(page.querySelector("button.sent-state")).not.toBeNull());
  });
});

describe("the promise @feature:M3.d", () => {
  it("names a day and an hour, in both languages", async () => {
    expect(promiseWords("2026-10-13T14:30:00Z").words).toBe("We expect to answer by Tue 10:30 am.");
    expect(promiseWords("2026-10-07T21:00:00Z").words).toBe("We expect to answer today by 5:00 pm.");
    await speak("es");
    expect(promiseWords("2026-10-13T14:30:00Z").words).toBe(
      "Esperamos responder antes del martes a las 10:30 a.\u00a0m.",
    );
    expect(promiseWords("2026-10-07T17:00:00Z").words).toBe(
      "Esperamos responder hoy antes de la 1:00 p.\u00a0m.",
    );
  });

  it("says so when it is late, and is the same for staff", () => {
    expect(promiseWords("2026-10-07T13:00:00Z").late).toBe(true);
    const waits = thread({ answer_by: "2026-10-07T14:30:00Z" });
    expect(toldWords(waits)).toBe("Maya was told: today by 10:30 am.");
    expect(dueWord(waits)).toEqual({ word: "10:30 am", pressing: true });
    expect(dueWord(thread()).word).toBe("");
  });

  it("says who is here, and when they are back", () => {
    const team = [
      { name: "Ana Ruiz", role: "therapist", back_on: null, covered_by: "" },
      { name: "Dr. Nair", role: "psychiatrist", back_on: null, covered_by: "" },
    ];
    const promised = { topic: "other" as const, answer_by: null, closed_on: [], team };
    const here = { ...promised, here_until: "2026-10-07T22:00:00Z", back_at: null };
    expect(hereWords(here)).toBe("Here until 6:00 pm today: Ana and Dr. Nair");
    const away = { ...promised, here_until: null, back_at: "2026-10-08T13:00:00Z" };
    expect(hereWords(away)).toBe("Back Thu at 9:00 am: Ana and Dr. Nair");
    expect(shortName("Dra. Vega")).toBe("Dra. Vega");
  });
});
