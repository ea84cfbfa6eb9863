/**
 * Words, from the same catalogue files as the server's: portal/kernel/catalogue/<language>/<domain>.json,
 * flat keys "domain.name", `{name}` places, plural objects chosen by the parameter `n`.
 * A domain's words load with its first screen; `t` reads a signal, so a change of language redraws.
 */
import { signal } from "@preact/signals";
import { straight } from "./bidi";
import { byName, type Words } from "./texts";

export type Language = "en" | "es";
export type Params = Record<string, string | number>;

export const LANGUAGES: readonly Language[] = ["en", "es"];
const REMEMBERED = "footbridge.language";

// The first screen's words alone: the list of all others is longer than they are, and comes when it is needed.
const first = byName(
  import.meta.glob<Words>("@catalogue/*/{app,ui,schedule,messaging}.json", { import: "default" }),
);

const words: Record<Language, Words> = { en: {}, es: {} };
const wanted = new Set<string>();
const loaded = new Set<string>();

/** The language of the screen. Change it with `speak`, which loads the words first. */
export const language = signal<Language>(remembered());

function remembered(): Language {
  const known = globalThis.localStorage?.getItem(REMEMBERED);
  const wish = known ?? globalThis.navigator?.language ?? "en";
  return wish.startsWith("es") ? "es" : "en";
}

async function load(tongue: Language, domain: string): Promise<void> {
  const name = `${tongue}/${domain}`;
  if (loaded.has(name)) return;
  const file = first.get(name) ?? (await import("./catalogue")).others.get(name);
  if (!file) return;
  Object.assign(words[tongue], await file());
  loaded.add(name);
}

/** Loads the words of these domains, once; call it before the first `t` of a screen. */
export async function loadTexts(...domains: string[]): Promise<void> {
  for (const domain of domains) wanted.add(domain);
  await Promise.all(domains.map((domain) => load(language.value, domain)));
}

/** Switches the screen to a language and remembers it on this device (it is no secret of anybody). */
export async function speak(next: string): Promise<void> {
  const tongue: Language = next.startsWith("es") ? "es" : "en";
  await Promise.all([...wanted].map((domain) => load(tongue, domain)));
  language.value = tongue;
  if (globalThis.document) document.documentElement.lang = tongue;
  globalThis.localStorage?.setItem(REMEMBERED, tongue);
}

/** For tests and for the pages that are drawn while building. */
export function addTexts(tongue: Language, more: Words): void {
  Object.assign(words[tongue], more);
}

export function t(key: string, params: Params = {}): string {
  const tongue = language.value;
  const found = words[tongue][key] ?? words.en[key];
  if (found === undefined) {
    if (import.meta.env.DEV) console.error(`The catalogue has no ${key}, or its domain is not loaded.`);
    return key;
  }
  return fill(typeof found === "string" ? found : plural(found, tongue, params), params);
}

/** Whether there are words for a key that comes from the server (a code): elsewhere keys are known. */
export function hasText(key: string): boolean {
  return key in words[language.value] || key in words.en;
}

function plural(forms: Record<string, string>, tongue: Language, params: Params): string {
  const rule = new Intl.PluralRules(tongue).select(Number(params.n));
  return forms[rule] ?? forms.other ?? "";
}

function fill(sentence: string, params: Params): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = params[name];
    if (value === undefined) return place;
    return typeof value === "number" ? number(value) : straight(value);
  });
}

export function number(value: number): string {
  return new Intl.NumberFormat(language.value === "es" ? "es-US" : "en-US").format(value);
}
