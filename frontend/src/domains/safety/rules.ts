/** The rules of both languages, the very files that the server reads; fetched when somebody begins to write. */
import { compileRules, type RuleFile, type Rules } from "./words";

let asked: Promise<Rules[]> | undefined;

export function rules(): Promise<Rules[]> {
  asked ??= Promise.all([import("@safety/risk_words.en.json"), import("@safety/risk_words.es.json")]).then(
    (files) => files.map((file) => compileRules(file.default as unknown as RuleFile)),
  );
  // Not there now (no network): the next one who writes asks again.
  asked.catch(() => {
    asked = undefined;
  });
  return asked;
}
