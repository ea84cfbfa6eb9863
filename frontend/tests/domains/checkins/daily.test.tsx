import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import en from "../../../../portal/kernel/catalogue/en/checkins.json";
import uiEn from "../../../../portal/kernel/catalogue/en/ui.json";
import es from "../../../../portal/kernel/catalogue/es/checkins.json";
import { type CheckIn, type Said, save, standing } from "../../../src/domains/checkins/actions";
import Daily from "../../../src/domains/checkins/Daily";
import { strokes } from "../../../src/domains/checkins/DayLine";
import { sleepWords } from "../../../src/domains/checkins/DayRow";
import Days from "../../../src/domains/checkins/Days";
import { back } from "../../../src/domains/checkins/days";
import { DEFAULT, TARGETS, wordsOf } from "../../../src/domains/checkins/targets";
import { forgetAll } from "../../../src/kernel/forget";
import { deliver } from "../../../src/kernel/frames";
import { addTexts } from "../../../src/kernel/i18n";
import { entries } from "../../../src/kernel/outbox";
import { type Account, account } from "../../../src/kernel/session";
import { setServerNow, zone } from "../../../src/kernel/time";

const PATH = "/api/v1/patients/p/checkins";
let page: HTMLElement;
let online: boolean;
let card: {
  today: string;
  targets: { patient_id: string; keys: string[]; version: number };
  days: CheckIn[];
};
let sent: Said[];

function checkin(day: string, change: Partial<CheckIn> = {}): CheckIn {
  return {
    id: day,
    patient_id: "p",
    day,
    mood: 5,
    sleep_hours: 7,
    sleep_quality: 3,
    urges: { isolate: 2 },
    skills: [],
    note: "",
    written_at: `${day}T20:00:00Z`,
    take_back_until: `${day}T20:15:00Z`,
    earlier: [],
    ...change,
  };
}

function said(day: string, change: Partial<Said> = {}): Said {
  const { id: _, take_back_until: _until, earlier: _earlier, patient_id, ...answers } = checkin(day);
  return { ...answers, patient: patient_id, ...change };
}

beforeEach(() => {
  addTexts("en", { ...en, ...uiEn });
  account.value = { patient_id: "p", roles: ["patient"] } as unknown as Account;
  zone.value = "America/New_York";
  setServerNow("2026-10-10T02:30:00Z", true); // still the evening of the 9th in New York
  online = true;
  sent = [];
  card = { today: "2026-10-09", targets: { patient_id: "p", keys: ["isolate"], version: 1 }, days: [] };
  vi.stubGlobal("fetch", async (asked: Request | string, options?: RequestInit) => {
    if (!online) throw new TypeError("Failed to fetch");
    const path = new URL(typeof asked === "string" ? asked : asked.url, "http://x").pathname;
    const method = options?.method ?? (typeof asked === "string" ? "GET" : asked.method);
    if (path !== PATH) return new Response(null, { status: 404 });
    if (method === "GET") return Response.json(card);
    const body = JSON.parse(options?.body ? String(options.body) : await (asked as Request).text());
    sent.push(body);
    return Response.json(checkin(body.day, { ...body, id: "new" }), { status: 201 });
  });
  vi.stubGlobal("scrollTo", () => {});
  page = document.createElement("div");
  document.body.append(page);
});

afterEach(() => {
  act(() => render(null, page));
  page.remove();
  forgetAll();
  account.value = null;
  vi.unstubAllGlobals();
});

async function settle(): Promise<void> {
  await act(async () => {
    await new Promise((done) => setTimeout(done, 30));
  });
}

async function show(what: preact.ComponentChild): Promise<string> {
  act(() => render(null, page));
  act(() => render(what, page));
  await settle();
  return page.textContent ?? "";
}

function mark(question: string, value: string): HTMLInputElement {
  const group = [...page.querySelectorAll("fieldset")].find((each) =>
    each.querySelector("legend")?.textContent?.startsWith(question),
  );
  const label = [...(group?.querySelectorAll("label") ?? [])].find((each) => each.textContent === value);
  return label?.querySelector("input") as HTMLInputElement;
}

function press(words: string): void {
  const button = [...page.querySelectorAll("button")].find((each) => each.textContent?.trim() === words);
  act(() => button?.click());
}

describe("the card", () => {
  it("asks what the team chose, changes while it is open, and asks the usual one where nobody chose @feature:Q7.d", async () => {
    expect(await show(<Daily />)).toContain("Urge to stay away from people");
    card.targets = { patient_id: "p", keys: ["drink"], version: 2 };
    act(() => deliver({ type: "checkins.targets_set", seq: 1, data: card.targets }));
    await settle();
    expect(page.textContent).toContain("Urge to drink alcohol");
    expect(page.textContent).not.toContain("Urge to stay away from people");
    online = false;
    expect(await show(<Daily />)).toContain(wordsOf(DEFAULT[0] as string));
  });

  it("sends what was tapped, with the day on the person's own calendar @feature:Q7.a @feature:Q7.c", async () => {
    await show(<Daily />);
    act(() => mark("Mood", "7").click());
    act(() => mark("Hours", "10+").click());
    press("Save");
    await settle();
    expect(sent).toEqual([
      {
        day: "2026-10-09",
        mood: 7,
        sleep_hours: 10,
        sleep_quality: null,
        urges: {},
        skills: [],
        note: "",
        written_at: "2026-10-10T02:30:00.000Z",
      },
    ]);
    expect(page.textContent).toContain(en["checkins.with_team"]);
  });

  it("is for yesterday after one tap, with what was said of yesterday in it @feature:Q7.c", async () => {
    card.days = [checkin("2026-10-08", { mood: 3 })];
    await show(<Daily />);
    expect(mark("Mood", "3").checked).toBe(false);
    act(() => mark("Which day", "Yesterday").click());
    expect(mark("Mood", "3").checked).toBe(true);
    act(() => mark("Mood", "4").click());
    press("Save");
    await settle();
    expect(sent.map(({ day, mood, urges }) => [day, mood, urges])).toEqual([
      ["2026-10-08", 4, { isolate: 2 }],
    ]);
  });

  it("lets an answer be taken away by a second tap on it", async () => {
    await show(<Daily />);
    for (const question of ["Mood", "Urge to stay away"]) {
      act(() => mark(question, "4").click());
      expect(mark(question, "4").checked).toBe(true);
      act(() => mark(question, "4").click());
      expect(mark(question, "4").checked).toBe(false);
    }
    press("Save");
    expect(page.textContent).toContain(en["checkins.nothing"]);
  });

  it("stays with its day when midnight passes over a card that is half answered @feature:Q7.c", async () => {
    await show(<Daily />);
    act(() => mark("Mood", "4").click());
    act(() => setServerNow("2026-10-10T04:10:00Z", true));
    expect(page.textContent).toContain(en["checkins.yesterday_title"]);
    expect(mark("Mood", "4").checked).toBe(true);
    press("Save");
    await settle();
    expect(sent.map(({ day }) => day)).toEqual(["2026-10-09"]);
  });

  it("asks for one answer where there is none, and sends nothing", async () => {
    await show(<Daily />);
    press("Save");
    expect(page.textContent).toContain(en["checkins.nothing"]);
    await settle();
    expect(sent).toEqual([]);
  });
});

describe("without a network", () => {
  it("it is kept, shown as waiting, and taken off the phone by Undo @feature:Q7.b", async () => {
    online = false;
    await show(<Daily />);
    act(() => mark("Mood", "2").click());
    press("Save");
    await settle();
    expect(page.textContent).toContain(en["checkins.on_its_way"]);
    expect(standing([]).map(({ day, mood }) => [day, mood])).toEqual([["2026-10-09", 2]]);
    expect(await show(<Days />)).toContain(uiEn["ui.waiting"]);
    expect(page.textContent).toContain("2 of 10");
    await show(<Daily />);
    expect(mark("Mood", "2").checked).toBe(true);
    press("Save");
    await settle();
    press("Undo");
    await settle();
    expect(page.textContent).toContain(en["checkins.undone_under"]);
    expect(entries.value).toHaveLength(1);
  });

  it("what waits is newer than what was fetched, and the last one waiting counts @feature:Q7.b", () => {
    online = false;
    act(() => {
      save(said("2026-10-09", { mood: 1 }));
      save(said("2026-10-09", { mood: 8 }));
    });
    const found = standing([checkin("2026-10-09", { mood: 4 }), checkin("2026-10-07")]);
    expect(found.map(({ day, mood }) => [day, mood])).toEqual([
      ["2026-10-09", 8],
      ["2026-10-07", 5],
    ]);
  });
});

describe("days without a check-in", () => {
  it("change no word of the look back: in a row or far apart it says the same @feature:Q7.e", async () => {
    const without = (words: string) => words.replace(/[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+/g, "");
    card.days = ["2026-10-09", "2026-10-08", "2026-10-07"].map((day) => checkin(day));
    const daily = without(await show(<Days />));
    card.days = ["2026-10-09", "2026-10-03", "2026-09-27"].map((day) => checkin(day));
    expect(without(await show(<Days />))).toBe(daily);
  });

  it("are empty in the picture: no mark stands for them and no line crosses them @feature:Q7.e", () => {
    expect(strokes([null, 4, 5, null, null, 3, null])).toEqual([[1, 2], [5]]);
    expect(strokes([0, null])).toEqual([[0]]);
  });

  it("are named in no sentence of either language @feature:Q7.e", () => {
    const counting = /streak|in a row|missed|every day|goal|%|racha|seguidos|faltast|todos los días|meta\b/i;
    for (const value of [...Object.values(en), ...Object.values(es)]) {
      expect(Object.values(typeof value === "string" ? { value } : value).join(" ")).not.toMatch(counting);
    }
  });
});

describe("days and words", () => {
  it("a day back is a day of the calendar, also where the clock loses or gains an hour", () => {
    expect([back("2026-03-09", 1), back("2026-11-02", 1), back("2026-01-01", 1)]).toEqual([
      "2026-03-08",
      "2026-11-01",
      "2025-12-31",
    ]);
  });

  it("sleep is told as far as it was answered", () => {
    const of = (sleep_hours: number | null, sleep_quality: number | null) =>
      sleepWords(checkin("2026-10-09", { sleep_hours, sleep_quality }));
    expect([of(7, 3), of(1, null), of(10, null), of(null, 0), of(null, null)]).toEqual([
      "7 hours, quality 3 of 5",
      "1 hour",
      "10 hours or more",
      "quality 0 of 5",
      "",
    ]);
  });

  it("every target has its words, and an unknown one has none", () => {
    for (const key of TARGETS) expect(wordsOf(key)).toBeTruthy();
    expect(wordsOf("of a later version")).toBeUndefined();
  });
});
