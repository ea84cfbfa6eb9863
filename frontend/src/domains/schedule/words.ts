/** How sessions read: titles in the person's language, where and with whom, what was said. */
import { language, t } from "../../kernel/i18n";
import { clock, dayKey, isToday, now, span, weekday } from "../../kernel/time";
import type { Booking } from "./actions";

interface Words {
  en: string;
  es: string;
}

export function said(words: Words | null | undefined): string {
  return words ? words[language.value] || words.en : "";
}

export function where(session: Pick<Booking, "online" | "place">): string {
  return session.online ? t("schedule.online") : said(session.place);
}

/** "5:00 to 6:30 pm, online, with Ana Ruiz" */
export function line(session: Booking): string {
  const parts = [span(session.starts_at, session.ends_at), where(session)];
  return [...parts, t("schedule.with", { name: session.leader })].filter(Boolean).join(", ");
}

const MINUTE = 60_000;

export function minutesUntil(iso: string, at: Date): number {
  return Math.ceil((Date.parse(iso) - at.getTime()) / MINUTE);
}

/** "Starts in 12 minutes", "Today at 5:00 pm", "Tomorrow at 9:00 am", "Monday at 9:00 am". */
export function startsWhen(session: Booking, at: Date): string {
  const left = minutesUntil(session.starts_at, at);
  if (left <= 0) return t("schedule.now_until", { time: clock(session.ends_at) });
  if (left <= 60) return t("schedule.starts_in", { n: left });
  const time = clock(session.starts_at);
  if (isToday(session.starts_at)) return t("schedule.today_at", { time });
  const tomorrow = new Date(now().getTime() + 24 * 60 * MINUTE);
  if (dayKey(session.starts_at) === dayKey(tomorrow)) return t("schedule.tomorrow_at", { time });
  return t("schedule.day_at", { day: weekday(session.starts_at), time });
}

/** The way in opens a quarter of an hour before. */
export function canJoin(session: Booking, at: Date): boolean {
  const open = minutesUntil(session.starts_at, at) <= 15 && minutesUntil(session.ends_at, at) > 0;
  return open && session.link !== "" && session.state !== "cancelled";
}

export function saidOf(session: Booking): string {
  const { says = "", late_minutes = null } = session.mine ?? {};
  if (says === "cant_come") return t("schedule.said_cant_come");
  if (says !== "late") return "";
  return late_minutes === null ? t("schedule.said_late_open") : t("schedule.said_late", { n: late_minutes });
}
