/** Answering: each choice is kept on the server at once; the whole goes through the device's queue. */
import type { components } from "../../api/schema";
import { api, take } from "../../kernel/http";
import { defineWrite } from "../../kernel/outbox";

export type Form = components["schemas"]["FormShape"];
export type Measure = components["schemas"]["MeasureShape"];
export type Score = components["schemas"]["ScoreShape"];
export type Answers = Record<string, number>;
type Language = "en" | "es";

interface Whole {
  measure: string;
  answers: Answers;
  language: Language;
}

/** Under one key until answered: a bad network cannot make two of it. */
export const complete = defineWrite<Whole>("measures.complete", {
  path: ({ measure }) => `/api/v1/measures/${measure}/responses`,
  body: ({ answers, language }) => ({ answers, language }),
});

/** Keeps what is answered so far. Gives the version that the next save has to name. */
export async function saveDraft(
  measure: string,
  answers: Answers,
  language: Language,
  version: number | null,
): Promise<number> {
  const saved = await take(
    api.PUT("/api/v1/measures/{measure_id}/draft", {
      params: { path: { measure_id: measure } },
      body: { answers, language, version },
    }),
  );
  return saved.version;
}

export function languageOf(form: Form): Language {
  return form.language === "es" ? "es" : "en";
}
