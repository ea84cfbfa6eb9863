/** A goal as it stands in the form: every field as text, empty where there is none. */
import type { Goal } from "./actions";

export interface StepDraft {
  who: "patient" | "team";
  text: string;
  when: string;
  clinical: string;
  due_on: string;
}

export type State = Goal["state"];
export interface Draft {
  title: string;
  why: string;
  problem: string;
  objective: string;
  target_on: string;
  clinical_problem: string;
  clinical_goal: string;
  clinical_objective: string;
  state: State;
  steps: StepDraft[];
}

export const NOTHING: Draft = {
  title: "",
  why: "",
  problem: "",
  objective: "",
  target_on: "",
  clinical_problem: "",
  clinical_goal: "",
  clinical_objective: "",
  state: "active",
  steps: [],
};

export function draftOf(goal: Goal): Draft {
  return {
    title: goal.title,
    why: goal.why,
    problem: goal.problem,
    objective: goal.objective,
    target_on: goal.target_on ?? "",
    clinical_problem: goal.clinical?.problem ?? "",
    clinical_goal: goal.clinical?.goal ?? "",
    clinical_objective: goal.clinical?.objective ?? "",
    state: goal.state,
    steps: goal.interventions.map(({ who, text, when, clinical, due_on }) => ({
      who,
      text,
      when,
      clinical: clinical ?? "",
      due_on: due_on ?? "",
    })),
  };
}

export function bodyOf({ steps, target_on, ...draft }: Draft) {
  return {
    ...draft,
    target_on: target_on || null,
    steps: steps.map(({ due_on, ...step }) => ({ ...step, due_on: due_on || null })),
  };
}
