import type { components } from "../../api/schema";
import { language } from "../../kernel/i18n";
import { role } from "../../kernel/session";

export type Article = components["schemas"]["Article"];
export type ArticleRow = components["schemas"]["ArticleRow"];
export type Course = components["schemas"]["Course"];
export type CourseSession = components["schemas"]["CourseSession"];

export function said(words: { en: string; es: string }): string {
  return words[language.value] || words.en;
}

/** Whose part of the library is shown; staff see it all. */
export function audience(): "patient" | "family" | undefined {
  if (role.value === "patient") return "patient";
  return role.value === "relative" ? "family" : undefined;
}
