/** The first-time questions, one a screen, in their order. Other domains add theirs: `fill("setup", ...)`. */
import type { ComponentType } from "preact";
import type { Account } from "../../kernel/session";
import { Device } from "./questions/Device";
import { Factor } from "./questions/Factor";
import { Language } from "./questions/Language";
import { Zone } from "./questions/Zone";

export interface Answers {
  device: "own" | "shared" | null;
  language: string;
  timezone: string;
}

export interface QuestionProps {
  answers: Answers;
  answer: (part: Partial<Answers>) => void;
  /** "2 of 4" */
  over: string;
  next: () => void;
  back?: () => void;
}

interface Question {
  name: string;
  /** Whether this person is asked at all. */
  asked: (account: Account) => boolean;
  Screen: ComponentType<QuestionProps>;
}

export const QUESTIONS: Question[] = [
  { name: "factor", asked: ({ second_factor: { required, done } }) => required && !done, Screen: Factor },
  { name: "device", asked: ({ device_known }) => !device_known, Screen: Device },
  { name: "language", asked: ({ set_up }) => !set_up, Screen: Language },
  { name: "zone", asked: ({ set_up }) => !set_up, Screen: Zone },
];
