import { render } from "preact";
import { act } from "preact/test-utils";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import Conversation from "../../../src/domains/messaging/Conversation";
import { holdClock, length, ranOf } from "../../../src/domains/messaging/inbox/clock";
import { InboxRow } from "../../../src/domains/messaging/inbox/InboxRow";
import { Stream } from "../../../src/domains/messaging/Stream";
import {
  type Message,
  messages,
  type Promised,
  type Thread,
  TOPICS,
  threads,
} from "../../../src/domains/messaging/state";
import { hereWords } from "../../../src/domains/messaging/words";
import { forgetAll } from "../../../src/kernel/forget";
import { loadTexts, speak } from "../../../src/kernel/i18n";
import { setServerNow, zone } from "../../../src/kernel/time";

const THREAD = "11111111-1111-4111-8111-111111111111";
const PROGRAM = "22222222-2222-4222-8222-222222222222";

/** Asked on Friday at 4:30 pm in New York, promised within three hours: Monday is closed, so Tuesday 10:30. */
function thread(change: Partial<Thread> = {}): Thread {
  return {
    id: THREAD,
    version: 1,
    patient_id: "p",
    patient_name: "Maya",
    topic: "medication",
    state: "open",
    opened_at: "2026-10-09T20:30:00Z",
    last_message_at: "2026-10-09T20:30:00Z",
    last_seq: 1,
    waiting_since: "2026-10-09T20:30:00Z",
    answer_by: "2026-10-13T14:30:00Z",
    previous_id: null,
    read_by_team: null,
    read_by_patient: null,
    unread: 0,
    last: null,
    desk: {
      risk: 0,
      sort_key: 1,
      program_id: PROGRAM,
      assigned_to: null,
      covering_for: null,
      replying: null,
      session_at: null,
      track_id: null,
      track: "",
      mentions: 0,
      unseen_mentions: 0,
      pronouns: "",
      surname_initial: "",
    },
    ...change,
  };
}

const CLOCK = {
  program_id: PROGRAM,
  windows: [
    { opens: "2026-10-09T13:00:00Z", closes: "2026-10-09T22:00:00Z" },
    { opens: "2026-10-13T13:00:00Z", closes: "2026-10-13T22:00:00Z" },
  ],
  topics: TOPICS.map((topic) => ({ topic, within: 180, amber: 45 })),
};

function promised(topic: string, change: Partial<Promised> = {}): Promised {
  return {
    topic: topic as Promised["topic"],
    answer_by: topic === "schedule" ? "2026-10-09T20:00:00Z" : "2026-10-13T14:30:00Z",
    closed_on: topic === "schedule" ? [] : ["2026-10-12"],
    here_until: "2026-10-09T22:00:00Z",
    back_at: null,
    team: [{ name: "Ana Ruiz", role: "therapist", back_on: null, covered_by: "" }],
    ...change,
  };
}

let page: HTMLElement;

beforeEach(async () => {
  page = document.createElement("div");
  document.body.append(page);
  zone.value = "America/New_York";
  setServerNow("2026-10-09T20:30:00Z", true);
  await loadTexts("app", "ui", "messaging", "desk");
  await speak("en");
  vi.stubGlobal("fetch", async (path: string | Request) => {
    const url = new URL(typeof path === "string" ? path : path.url, "http://localhost");
    const body = url.pathname.endsWith("/promise")
      ? promised(url.searchParams.get("topic") ?? "other")
      : { place: "x", body: "", updated_at: null };
    return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  });
});

afterEach(() => {
  render(null, page);
  page.remove();
  forgetAll();
  vi.unstubAllGlobals();
});

function at(iso: string): void {
  setServerNow(iso, true);
}

describe("the clock of a promise", () => {
  it("counts team hours alone, turns amber in the last part and says how much it is over @feature:W5.a", () => {
    holdClock(CLOCK);
    expect(ranOf(thread())).toEqual({ state: "calm", words: "0 min of 3 h used" });
    at("2026-10-12T16:00:00Z"); // Monday, closed: only Friday's hour and a half has run
    expect(ranOf(thread())).toEqual({ state: "calm", words: "1 h 30 min of 3 h used" });
    at("2026-10-13T13:45:00Z");
    expect(ranOf(thread())).toEqual({ state: "amber", words: "2 h 15 min of 3 h used" });
    at("2026-10-13T14:50:00Z");
    expect(ranOf(thread())).toEqual({ state: "late", words: "20 min over, of 3 h" });
  });

  it("says nothing of a thread that waits for nobody, nor before the hours are known", () => {
    expect(ranOf(thread())).toBeNull();
    holdClock(CLOCK);
    expect(ranOf(thread({ waiting_since: null, answer_by: null }))).toBeNull();
    expect(length(60)).toBe("1 h");
  });

  it("marks the row with a word as well as a colour @feature:W5.a", () => {
    holdClock(CLOCK);
    at("2026-10-13T13:45:00Z");
    act(() => render(<InboxRow thread={thread()} current={false} />, page));
    expect(page.textContent).toContain("Soon");
    at("2026-10-13T14:50:00Z");
    act(() => render(<InboxRow thread={thread({ version: 2 })} current={false} />, page));
    expect(page.textContent).toContain("Late");
  });
});

describe("before sending", () => {
  async function open(): Promise<void> {
    act(() =>
      render(
        <LocationProvider>
          <Conversation />
        </LocationProvider>,
        page,
      ),
    );
    await vi.waitFor(() => expect(page.querySelector(".promise")).not.toBeNull());
  }

  it("says by when, that nobody watches at night, and offers help @feature:M3.a @feature:M3.b @feature:M3.c", async () => {
    await open();
    const line = page.querySelector(".promise")?.textContent;
    expect(line).toContain("We expect to answer by Tue 10:30 am.");
    expect(line).toContain("Closed Monday.");
    expect(line).toContain("Not watched at night. Need someone now? Tap Help now.");
    expect(page.querySelector('a[href="/help"]')?.textContent).toContain("Help now");
  });

  it("lets the patient pick a topic, each with a promise of its own @feature:M2.a @feature:M2.c", async () => {
    await open();
    const pick = page.querySelector("select") as HTMLSelectElement;
    expect([...pick.options].map(({ text }) => text)).toEqual([
      "Schedule",
      "Medication",
      "Skills homework",
      "Paperwork",
      "Family",
      "Something else",
    ]);
    await act(async () => {
      pick.value = "schedule";
      pick.dispatchEvent(new Event("change", { bubbles: true }));
      pick.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await vi.waitFor(() => expect(page.querySelector(".promise")?.textContent).toContain("today by 4:00 pm"));
  });
});

describe("on the thread", () => {
  it("shows the very promise that was told, though a new one would be another @feature:M3.e", async () => {
    threads.put(thread({ desk: null, answer_by: "2026-10-13T15:00:00Z" }));
    vi.stubGlobal("fetch", async (path: string | Request) => {
      const url = new URL(typeof path === "string" ? path : path.url, "http://localhost");
      const body = url.pathname.endsWith("/promise")
        ? promised("medication")
        : url.pathname.endsWith("/messages")
          ? { thread: thread({ desk: null, answer_by: "2026-10-13T15:00:00Z" }), results: [], more: false }
          : { place: "x", body: "", updated_at: null };
      return new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
    });
    act(() =>
      render(
        <LocationProvider>
          <Conversation id={THREAD} />
        </LocationProvider>,
        page,
      ),
    );
    await vi.waitFor(() => expect(page.textContent).toContain("by Tue 11:00 am"));
  });

  it("names who is off, until when, and who covers @feature:M1.e", () => {
    const team = [
      { name: "Ana Ruiz", role: "therapist", back_on: null, covered_by: "" },
      { name: "Tom Becker", role: "therapist", back_on: "2026-10-13", covered_by: "Ana Ruiz" },
      { name: "Dr. Nair", role: "psychiatrist", back_on: "2026-10-26", covered_by: "" },
    ];
    expect(hereWords(promised("other", { team }))).toBe(
      "Here until 6:00 pm today: Ana. Tom is off until Tuesday, and Ana covers. " +
        "Dr. Nair is off until 26 Oct, and the team covers.",
    );
  });

  it.each([true, false])(
    "marks an automatic reply as nobody's, for the team (%s) too @feature:W7.a",
    (forTeam) => {
      const row: Message = {
        id: "m",
        thread_id: THREAD,
        seq: 1,
        key: "k",
        kind: "automatic",
        about: null,
        from_team: true,
        author_name: "Respuesta automática",
        author_role: "",
        body: "The team is not here right now.",
        version: 1,
        author_id: null,
        changeable_until: "2026-10-07T14:15:00Z",
        edited_at: null,
        recalled_at: null,
        question: null,
        answers_to: null,
        attachments: [],
        sent_at: "2026-10-09T20:30:00Z",
      };
      messages.put(row);
      act(() => render(<Stream thread={thread()} unsent={[]} forTeam={forTeam} />, page));
      const bubble = page.querySelector(".bubble");
      expect(bubble?.className).not.toContain("mine");
      expect(bubble?.textContent).toContain("Automatic reply, nobody wrote this");
      expect(bubble?.querySelector('a[href="/help"]') !== null).toBe(!forTeam);
    },
  );
});
