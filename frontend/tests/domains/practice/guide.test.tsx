import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import practice from "../../../../portal/kernel/catalogue/en/practice.json";
import ui from "../../../../portal/kernel/catalogue/en/ui.json";
import english from "../../../../portal/practice/data/skills.en.json";
import spanish from "../../../../portal/practice/data/skills.es.json";
import { Guide } from "../../../src/domains/practice/Guide";
import { FIRST_CARDS, KINDS, type Skill } from "../../../src/domains/practice/skills";
import { beginOf, momentAt, total } from "../../../src/domains/practice/timing";
import { addTexts } from "../../../src/kernel/i18n";

const SKILLS = english.skills as unknown as Skill[];
const skill = SKILLS[0] as Skill;
let page: HTMLElement;
let ended: number;

beforeEach(() => {
  addTexts("en", { ...practice, ...ui });
  vi.useFakeTimers();
  page = document.createElement("div");
  document.body.append(page);
  ended = 0;
  act(() =>
    render(
      <Guide
        skill={skill}
        onEnd={() => {
          ended += 1;
        }}
      />,
      page,
    ),
  );
});

afterEach(() => {
  act(() => render(null, page));
  page.remove();
  vi.useRealTimers();
});

async function pass(seconds: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(seconds * 1000);
  });
}

function tap(words: string): void {
  const button = [...page.querySelectorAll("button")].find(({ innerText }) => innerText.trim() === words);
  act(() => button?.click());
}

const caption = () => page.querySelector(".practice-caption")?.textContent;

describe("a guided practice", () => {
  it("shows each step as a caption for its time and ends by itself @feature:K1.b", async () => {
    let seconds = 0;
    for (const step of skill.steps) {
      await pass(1);
      expect(caption()).toBe(step.text);
      await pass(step.seconds - 1);
      seconds += step.seconds;
    }
    expect(seconds).toBe(180);
    expect(ended).toBe(1);
  });

  it("reads each new caption to a screen reader and does not count aloud", async () => {
    await pass(2);
    expect(page.querySelector("[aria-live=polite]")?.textContent).toBe(skill.steps[0]?.text);
    expect(page.querySelector(".practice-arch")?.closest("[aria-live]")).toBeNull();
  });

  it("waits as long as one pauses, and goes on from there", async () => {
    await pass(5);
    tap("Pause");
    const left = page.querySelector(".practice-arch p")?.textContent;
    await pass(3600);
    expect(page.querySelector(".practice-arch p")?.textContent).toBe(left);
    expect(caption()).toBe(skill.steps[0]?.text);
    tap("Go on");
    await pass((skill.steps[0]?.seconds ?? 0) - 4);
    expect(caption()).toBe(skill.steps[1]?.text);
  });

  it("goes a step on and back by hand, also while it pauses", async () => {
    tap("Next step");
    expect(caption()).toBe(skill.steps[1]?.text);
    tap("Pause");
    tap("Next step");
    expect(caption()).toBe(skill.steps[2]?.text);
    tap("Step back");
    expect(caption()).toBe(skill.steps[1]?.text);
    tap("Stop here");
    expect(ended).toBe(1);
  });

  it("speaks only by a voice of the phone itself: without one, nothing is offered", () => {
    expect(page.textContent).not.toContain("Read it to me");
  });
});

describe("the time of the steps", () => {
  it("knows the step of every second and when all is over", () => {
    for (const { steps } of SKILLS) {
      steps.forEach((step, at) => {
        const begin = beginOf(steps, at);
        expect(momentAt(steps, begin).at).toBe(at);
        expect(momentAt(steps, begin + step.seconds - 0.01).at).toBe(at);
      });
      expect(momentAt(steps, total(steps))).toEqual({ at: steps.length, left: 0 });
      expect(momentAt(steps, 0).left).toBe(total(steps));
    }
  });
});

describe("the library on the phone", () => {
  it("is the very file of the server, whole in both languages @feature:K1.a", () => {
    expect(spanish.skills.map(({ key }) => key)).toEqual(SKILLS.map(({ key }) => key));
    expect(new Set(SKILLS.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  });

  it("offers first cards that are good for everybody: none that asks for the team first", () => {
    const first = SKILLS.filter(({ key }) => FIRST_CARDS.includes(key));
    expect(first).toHaveLength(FIRST_CARDS.length);
    expect(first.every(({ note }) => note === undefined)).toBe(true);
  });
});
