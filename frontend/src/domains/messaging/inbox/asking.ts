/** What an answer asks, before it is sent. */
import type { Reply } from "../actions";

export interface Asking {
  kind: "" | "yes_no" | "choices";
  /** As typed: with commas between. */
  words: string;
}

export const PLAIN: Asking = { kind: "", words: "" };

/** What goes with the answer; undefined while the choices are not two or three. */
export function questionOf({ kind, words }: Asking): Partial<Reply> | undefined {
  if (kind === "") return {};
  if (kind === "yes_no") return { question: kind };
  const choices = [...new Set(words.split(",").map((word) => word.trim()))].filter(Boolean);
  return choices.length === 2 || choices.length === 3 ? { question: kind, choices } : undefined;
}
