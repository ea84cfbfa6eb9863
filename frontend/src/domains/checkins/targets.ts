/** What a card may ask besides mood and sleep: static words that every phone carries. */
import list from "@checkins/targets.json";
import { language } from "../../kernel/i18n";

export const TARGETS: readonly string[] = list.targets.map(({ key }) => key);
/** What is asked until the team has chosen, and on a phone that does not know what was chosen. */
export const DEFAULT: string[] = ["any"];

/** Nothing for a target that this version does not know. */
export function wordsOf(key: string): string | undefined {
  return list.targets.find((target) => target.key === key)?.[language.value];
}
