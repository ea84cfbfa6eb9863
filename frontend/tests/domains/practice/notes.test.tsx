import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import en from "../../../../portal/kernel/catalogue/en/practice.json";
import uiEn from "../../../../portal/kernel/catalogue/en/ui.json";
import es from "../../../../portal/kernel/catalogue/es/practice.json";
import { cardsNow, chooseCards, type Entry, type Helped, log } from "../../../src/domains/practice/actions";
import { helpedWords } from "../../../src/domains/practice/Helped";
import Notes from "../../../src/domains/practice/Notes";
import Now from "../../../src/domains/practice/Now";
import { forgetAll } from "../../../src/kernel/forget";
import { deliver } from "../../../src/kernel/frames";
import { addTexts } from "../../../src/kernel/i18n";
import { type Account, account } from "../../../src/kernel/session";

const PATH = "/api/v1/patients/p/practice";
const HELPED: Helped[] = [
  { skill: "small-step", drop: 3, times: 4 },
  { skill: "paced-breathing", drop: 0.4, times: 3 },
];
let page: HTMLElement;
let online: boolean;
let answers: Record<string, unknown>;

function entry(day: string, change: Partial<Entry> = {}): Entry {
  return {
    id: day,
    patient_id: "p",
    skill: "small-step",
    situation: "Fetched the mail",
    before: 6,
    after: 3,
    practiced_at: `${day}T12:00:00Z`,
    take_back_until: `${day}T12:15:00Z`,
    ...change,
  };
}

beforeEach(() => {
  addTexts("en", { ...en, ...uiEn });
  account.value = { patient_id: "p", roles: ["patient"] } as unknown as Account;
  online = true;
  answers = {
    [PATH]: { patient_id: "p", cards: [], helped: HELPED },
    [`${PATH}/entries`]: { entries: [entry("2026-10-05")], next: null },
  };
  vi.stubGlobal("fetch", async (asked: Request | string) => {
    if (!online) throw new TypeError("Failed to fetch");
    const path = new URL(typeof asked === "string" ? asked : asked.url, "http://x").pathname;
    return path in answers ? Response.json(answers[path]) : new Response(null, { status: 404 });
  });
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

async function show(what: preact.ComponentChild): Promise<string> {
  act(() => render(null, page));
  act(() => render(what, page));
  await vi.waitFor(() => expect(page.querySelector("li, .state")).not.toBeNull());
  await act(async () => {
    await new Promise((done) => setTimeout(done, 30));
  });
  return page.textContent ?? "";
}

describe("what has helped most", () => {
  it("stands in the patient's own order and plain words @feature:K4.b", async () => {
    const words = await show(<Notes />);
    expect(words.indexOf("One small step")).toBeLessThan(words.indexOf("Slow breathing"));
    expect(words).toContain("About 3 points lower after, in 4 notes.");
    expect(words).toContain("A little lower after, in 3 notes.");
  });

  it("never pretends to a tenth of a point", () => {
    for (const drop of [0.1, 0.9, 1.4, 2.6, 10]) {
      expect(helpedWords({ skill: "x", drop, times: 3 })).not.toMatch(/\d\.\d|%/);
    }
  });
});

describe("days without a note", () => {
  it("change no word: weeks apart or day by day, the page says the same @feature:K6.b", async () => {
    const without = (words: string) =>
      words.replace(/\d{1,2} (Jul|Aug|Sep|Oct)|[A-Z][a-z]{2} \d+:\d+.[ap]m/g, "");
    answers[`${PATH}/entries`] = {
      entries: [entry("2026-10-05"), entry("2026-10-04"), entry("2026-10-03")],
      next: null,
    };
    const daily = without(await show(<Notes />));
    answers[`${PATH}/entries`] = {
      entries: [entry("2026-10-05"), entry("2026-08-20"), entry("2026-07-01")],
      next: null,
    };
    expect(without(await show(<Notes />))).toBe(daily);
  });

  it("are named in no sentence of either language @feature:K6.b", () => {
    const counting =
      /streak|in a row|missed|every day|days|goal|%|racha|seguidos|faltast|todos los días|meta/i;
    for (const [key, value] of [...Object.entries(en), ...Object.entries(es)]) {
      expect([key, ...Object.values(typeof value === "string" ? { value } : value)].join(" ")).not.toMatch(
        counting,
      );
    }
  });
});

describe("a note without a network", () => {
  it("stands among the notes as waiting, and Undo takes it off the phone @feature:K4.a", async () => {
    online = false;
    act(() => {
      log({
        patient: "p",
        skill: "five-senses",
        situation: "In the tunnel",
        before: 8,
        after: 5,
        practiced_at: "2026-10-09T12:00:00Z",
      });
    });
    const words = await show(<Notes />);
    expect(words).toContain("In the tunnel");
    expect(words).toContain("8 before, 5 after");
    expect(words).toContain(uiEn["ui.waiting"]);
    const undo = [...page.querySelectorAll("button")].find(({ innerText }) => innerText.trim() === "Undo");
    act(() => undo?.click());
    expect(page.textContent).not.toContain("In the tunnel");
  });
});

describe("coping cards", () => {
  it("are the first set on a shared phone without a network, which keeps nothing of anybody", async () => {
    answers[PATH] = { patient_id: "p", cards: ["two-sides"], helped: [] };
    expect(await show(<Now />)).toContain("Both sides of it");
    online = false;
    const words = await show(<Now />);
    expect(words).toContain("Five things around you");
    expect(words).not.toContain("Both sides of it");
  });

  it("are the first set for who has chosen none or is not signed in, and the chosen ones else", async () => {
    expect(await show(<Now />)).toContain("Five things around you");
    answers[PATH] = { patient_id: "p", cards: ["two-sides"], helped: [] };
    const own = await show(<Now />);
    expect(own).toContain("Both sides of it");
    expect(own).not.toContain("Five things around you");
    account.value = null;
    expect(await show(<Now />)).not.toContain("Both sides of it");
  });

  it("are as chosen here before the server has heard of it, and as told from another device", () => {
    online = false;
    act(() => chooseCards("p", ["name-it"]));
    expect(cardsNow(["two-sides"])).toEqual(["name-it"]);
    forgetAll();
    expect(cardsNow(["two-sides"])).toEqual(["two-sides"]);
    deliver({ type: "practice.cards_chosen", seq: 1, data: { patient_id: "p", skills: ["opposite"] } });
    expect(cardsNow(["two-sides"])).toEqual(["opposite"]);
  });
});
