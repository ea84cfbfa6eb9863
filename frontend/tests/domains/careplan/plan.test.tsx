import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import careplan from "../../../../portal/kernel/catalogue/en/careplan.json";
import ui from "../../../../portal/kernel/catalogue/en/ui.json";
import type { Goal } from "../../../src/domains/careplan/actions";
import { bodyOf, draftOf } from "../../../src/domains/careplan/draft";
import Plan from "../../../src/domains/careplan/Plan";
import { deliver } from "../../../src/kernel/frames";
import { addTexts } from "../../../src/kernel/i18n";

function goal(change: Partial<Goal> = {}): Goal {
  return {
    id: "g",
    plan_id: "plan",
    patient_id: "p",
    version: 1,
    position: 0,
    state: "active",
    title: "Leave the house most days",
    why: "So I can pick Jonah up from school.",
    problem: "",
    objective: "",
    target_on: null,
    interventions: [
      {
        id: "i1",
        who: "patient",
        text: "One short walk a day.",
        when: "every day",
        due_on: null,
        clinical: null,
      },
      {
        id: "i2",
        who: "team",
        text: "Ana plans the next step.",
        when: "",
        due_on: "2026-10-26",
        clinical: null,
      },
    ],
    ratings: [{ week: 5, week_on: "2026-10-05", you: 6, team: 5 }],
    apart: false,
    asks: [],
    clinical: null,
    ...change,
  };
}

function answer(goals: Goal[]) {
  const steps = [
    { level: "iop3", state: "now" },
    { level: "iop2", state: "next" },
  ];
  return {
    patient_id: "p",
    steps,
    plan: {
      id: "plan",
      patient_id: "p",
      version: 3,
      started_at: "2026-09-07T12:00:00Z",
      updated_at: "2026-10-07T12:00:00Z",
      steps,
      next_step: {
        level: "iop2",
        around: "2026-10-26",
        signs: [
          { id: "s1", text: "Out five days", met: true },
          { id: "s2", text: "Sleep", met: false },
        ],
        signs_met: 1,
      },
      review: { at: null, people: [] },
      goals,
      seen_version: 3,
      seen_at: null,
      unseen: [],
    },
  };
}

let root: HTMLElement;
beforeEach(() => {
  addTexts("en", { ...careplan, ...ui, "app.plan": "Plan" });
  root = document.createElement("div");
});
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

describe("the plan", () => {
  it("shows the goal in the patient's words with who does what by when @feature:P1.a", async () => {
    vi.stubGlobal("fetch", async () => Response.json(answer([goal()])));
    render(<Plan />, root);
    await vi.waitFor(() => expect(root.textContent).toContain("Leave the house most days"));
    expect(root.textContent).toContain("What I doOne short walk a day.every day");
    expect(root.textContent).toContain("What we doAna plans the next step.by 26 October");
  });

  it("shows where the person is, the likely day of the next step and its signs @feature:P6.a @feature:P6.b", async () => {
    vi.stubGlobal("fetch", async () => Response.json(answer([goal()])));
    render(<Plan />, root);
    await vi.waitFor(() =>
      expect(root.querySelector("[aria-current=step]")?.textContent).toContain("3 days"),
    );
    expect(root.textContent).toContain("2 days a week, around 26 October.");
    expect(root.textContent).toContain("1 of 2 signs is there.");
  });

  it("changes on the open page when the team changed a goal", async () => {
    const answers = [answer([goal()]), answer([goal({ version: 2, title: "Leave the house every day" })])];
    vi.stubGlobal("fetch", async () => Response.json(answers.shift()));
    render(<Plan />, root);
    await vi.waitFor(() => expect(root.textContent).toContain("most days"));
    await act(() => deliver({ type: "careplan.goal_changed", seq: 1, data: {} }));
    await vi.waitFor(() => expect(root.textContent).toContain("Leave the house every day"));
  });

  it("draws both lines, and the same as text @feature:P2.b", async () => {
    vi.stubGlobal("fetch", async () => Response.json(answer([goal()])));
    render(<Plan />, root);
    await vi.waitFor(() => expect(root.querySelector(".goal-plot")).not.toBeNull());
    expect(root.querySelector(".goal-plot")?.getAttribute("aria-label")).toContain("Week 5, You 6, Team 5");
  });
});

describe("the goal's form", () => {
  it("sends the goal back as it came when nothing was touched", () => {
    const body = bodyOf(draftOf(goal({ clinical: { problem: "P", goal: "G", objective: "" } })));
    expect(body).toMatchObject({
      title: "Leave the house most days",
      clinical_problem: "P",
      target_on: null,
    });
    expect(body.steps[1]).toEqual({
      who: "team",
      text: "Ana plans the next step.",
      when: "",
      clinical: "",
      due_on: "2026-10-26",
    });
  });
});
