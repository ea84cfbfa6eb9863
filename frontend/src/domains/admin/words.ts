/** Choices and lines of the desk, in words. */
import { language, t } from "../../kernel/i18n";
import type { Place } from "./actions";

export const PARTS = ["morning", "afternoon", "evening"] as const;
export const LEVELS = ["php", "iop5", "iop4", "iop3", "iop2", "op"] as const;
export const ROLES = [
  "therapist",
  "psychiatrist",
  "nurse",
  "group_leader",
  "coordinator",
  "lead",
  "administrator",
] as const;
export const WEEK = [0, 1, 2, 3, 4, 5, 6];
const ZONES = [
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Phoenix",
  "America/Los_Angeles",
  "America/Anchorage",
  "America/Puerto_Rico",
  "Pacific/Honolulu",
];

export const parts = () => PARTS.map((value) => ({ value, label: t(`admin.part_${value}`) }));
export const roles = () => ROLES.map((value) => ({ value, label: t(`admin.role_${value}`) }));
export const levels = () => LEVELS.map((value) => ({ value, label: t(`admin.level_${value}`) }));
export const languages = () => [
  { value: "en", label: t("admin.english") },
  { value: "es", label: t("admin.spanish") },
];

export const zoneName = (zone: string) => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

export function zones(held?: string) {
  const all = held && !ZONES.includes(held) ? [held, ...ZONES] : ZONES;
  return all.map((value) => ({ value, label: zoneName(value) }));
}

/** A wall time of the program, "17:30:00": it belongs to no instant, so it is not moved to a zone. */
export function wall(time: string): string {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const half = language.value === "es" ? ["a. m.", "p. m."] : ["am", "pm"];
  return `${hour % 12 || 12}:${String(minute).padStart(2, "0")} ${half[hour < 12 ? 0 : 1]}`;
}

/** A calendar day from the server, at noon: no zone of a phone moves it to another day. */
export const noon = (day: string) => `${day}T12:00:00`;

export const levelOf = (place: Place) =>
  place.enrolment ? t(`admin.level_${place.enrolment.level}`) : t("admin.no_level");

export const daysOf = (weekdays: number[]) => weekdays.map((day) => t(`admin.short_${day}`)).join(" · ");
