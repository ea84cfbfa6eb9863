/** How sessions read: words in the person's language, and the quiet names. */
import type { components } from "../../api/schema";
import { language, t } from "../../kernel/i18n";

export type Session = components["schemas"]["LiveSession"];
export type Room = components["schemas"]["LiveRoom"];
export type Slide = components["schemas"]["LiveSlide"];
export type Question = components["schemas"]["LiveQuestion"];
export type Totals = components["schemas"]["LiveTotals"];
type Alias = components["schemas"]["LiveAlias"];

export function said(words: { en: string; es: string }): string {
  return words[language.value] || words.en;
}

export function linesOf(slide: Slide): string[] {
  return slide.lines[language.value] ?? slide.lines.en ?? [];
}

export function aliasOf(alias: Alias): string {
  const name = t(`live.alias.${alias.name}`);
  return alias.n > 1 ? `${name} ${alias.n}` : name;
}

export function endOf(session: Session): Date {
  return new Date(Date.parse(session.starts_at) + session.minutes * 60_000);
}
