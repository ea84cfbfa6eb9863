/**
 * Time as the person reads it: instants come in UTC, are shown in the person's zone and language.
 * "Now" is the server's: the phone's clock may be wrong, and the demo's may be set.
 */
import { computed, signal } from "@preact/signals";
import { language } from "./i18n";

/** IANA name of the person's zone; the phone's own until somebody is signed in. */
export const zone = signal(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Milliseconds to add to the phone's clock. */
const offset = signal(0);
const still = signal<number | null>(null);
const beat = signal(Date.now());

/** `fixed`: the server's clock stands still (tests), and so does the page's. */
export function setServerNow(iso: string, fixed = false): void {
  still.value = fixed ? Date.parse(iso) : null;
  offset.value = Date.parse(iso) - Date.now();
  beat.value = Date.now();
}

export function now(): Date {
  return new Date(still.value ?? Date.now() + offset.value);
}

/** The present minute as a signal: read it where words like "in 12 minutes" must stay true. */
export const minute = computed(() => new Date(still.value ?? beat.value + offset.value));

/** Once, by the app. */
export function startClock(): void {
  setInterval(() => {
    beat.value = Date.now();
  }, 30_000);
}

type When = Date | string;
type Parts = Record<string, string>;

function parts(when: When, options: Intl.DateTimeFormatOptions): Parts {
  const date = typeof when === "string" ? new Date(when) : when;
  const locale = language.value === "es" ? "es-US" : "en-US";
  const format = new Intl.DateTimeFormat(locale, { timeZone: zone.value, ...options });
  const found: Parts = {};
  for (const { type, value } of format.formatToParts(date)) found[type] = value.replace(/\.$/, "");
  return found;
}

/** "Friday 9 October", "viernes 9 de octubre" */
export function day(when: When): string {
  const part = parts(when, { weekday: "long", day: "numeric", month: "long" });
  const of = language.value === "es" ? " de " : " ";
  return `${part.weekday} ${part.day}${of}${part.month}`;
}

/** "Fri 9 Oct" */
export function dayShort(when: When): string {
  const part = parts(when, { weekday: "short", day: "numeric", month: "short" });
  return `${part.weekday} ${part.day} ${part.month}`;
}

/** "9 Oct" */
export function date(when: When): string {
  const part = parts(when, { day: "numeric", month: "short" });
  return `${part.day} ${part.month}`;
}

/** "26 October", "26 de octubre" */
export function dateLong(when: When): string {
  const part = parts(when, { day: "numeric", month: "long" });
  return `${part.day}${language.value === "es" ? " de " : " "}${part.month}`;
}

/** "Friday" */
export function weekday(when: When, style: "long" | "short" = "long"): string {
  return parts(when, { weekday: style }).weekday ?? "";
}

function half(part: Parts): string {
  const name = (part.dayPeriod ?? "").toLowerCase();
  return language.value === "es" ? name.replace(/^([ap]).*$/, "$1.\u00a0m.") : name.replace(/[^apm]/g, "");
}

/** "5:00 pm", "5:00 p. m." */
export function clock(when: When): string {
  const part = parts(when, { hour: "numeric", minute: "2-digit", hour12: true });
  return `${part.hour}:${part.minute} ${half(part)}`;
}

/** "5:00 to 6:30 pm", and "11:00 am to 1:00 pm" where the halves differ. */
export function span(from: When, until: When): string {
  const first = parts(from, { hour: "numeric", minute: "2-digit", hour12: true });
  const to = language.value === "es" ? "a" : "to";
  const start = clock(from);
  const end = clock(until);
  const same = half(first) === half(parts(until, { hour: "numeric", hour12: true }));
  return `${same ? `${first.hour}:${first.minute}` : start} ${to} ${end}`;
}

/** The calendar day in the person's zone, "2026-10-09": for grouping and comparing. */
export function dayKey(when: When): string {
  const part = parts(when, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${part.year}-${part.month}-${part.day}`;
}

export function isToday(when: When): boolean {
  return dayKey(when) === dayKey(now());
}

/** The clock alone today, the weekday with it within a week, else the date: "2:10 pm", "Tue 10:30 am", "28 Sep". */
export function moment(when: When): string {
  if (isToday(when)) return clock(when);
  const days = Math.abs(new Date(when).getTime() - now().getTime()) / 86_400_000;
  return days < 7 ? `${weekday(when, "short")} ${clock(when)}` : date(when);
}
