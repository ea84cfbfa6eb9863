import type { components } from "../../api/schema";
import { language, t } from "../../kernel/i18n";
import { dateLong } from "../../kernel/time";

export type Consent = components["schemas"]["Consent"];
export type Preview = components["schemas"]["ConsentPreview"];
export type Scope = Preview["scopes"][number];
export type ScopeKey = components["schemas"]["ConsentInviteBodyRequest"]["scopes"][number];
export type Shared = components["schemas"]["Shared"];

type Words = { en: string; es: string };

export function said(words: Words | null | undefined): string {
  return words ? words[language.value] || words.en : "";
}

export function listed(words: { en: string[]; es: string[] }): string[] {
  return words[language.value];
}

/** "Schedule and plan summary", "Learning only" */
export function scopeWords(scopes: readonly string[]): string {
  const has = (key: string) => scopes.includes(key);
  if (has("schedule") && has("plan")) return t("family.scope_schedule_plan");
  if (has("schedule")) return t("family.scope_schedule");
  return t(has("plan") ? "family.scope_plan" : "family.scope_education");
}

export function stateWords(consent: Consent): string {
  const until = dateLong(consent.ends_at);
  if (consent.status === "withdrawn")
    return t("family.state_withdrawn", { day: dateLong(consent.withdrawn_at ?? until) });
  return t(`family.state_${consent.status}`, { day: until });
}

export function isOpen(consent: Consent): boolean {
  return consent.status === "active" || consent.status === "invited";
}
