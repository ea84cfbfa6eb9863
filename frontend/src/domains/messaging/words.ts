/** The sentences of promises, names and topics: the same before sending, on the thread and for staff. */
import { language, t } from "../../kernel/i18n";
import { clock, date, dayKey, isToday, now, weekday, zone } from "../../kernel/time";
import type { Promised, Thread, Topic } from "./state";

/** The last words of a thread; a message without words is named by its files. */
export function lastWords(last: { body: string; attached: number }): string {
  return last.body || t("messaging.sent_files", { n: last.attached });
}

/** "Tom", but "Dr. Nair". */
export function shortName(name: string): string {
  return /^Dra?\.?\s/.test(name) ? name : (name.split(" ")[0] ?? name);
}

/** The patient's view of a thread's newest words. */
export function newestWords(last: NonNullable<Thread["last"]>): string {
  const name = last.from_team ? shortName(last.author_name) : t("messaging.you");
  if (!last.recalled) return t("messaging.last", { name, words: lastWords(last) });
  return last.from_team ? t("messaging.recalled", { name }) : t("messaging.recalled_you");
}

export function topicWord(topic: Topic): string {
  return t(`messaging.topic_${topic}`);
}

export function roleWord(role: string): string {
  return role === "patient" ? "" : t(`messaging.role_${role}`);
}

/** "by Tue 10:30 am", as the words of one sentence that a key names: today, this week, or later. */
export function timed(
  key: `${string}.${"promise" | "told" | "late" | "back"}`,
  when: string,
  name = "",
): string {
  const hour = Number(
    new Intl.DateTimeFormat("en-US", { timeZone: zone.value, hour: "numeric", hour12: true })
      .formatToParts(new Date(when))
      .find((part) => part.type === "hour")?.value,
  );
  const params = { n: hour, time: clock(when), name };
  if (isToday(when)) return ended(t(`${key}_today`, params));
  const near = daysAway(when) < 7;
  const day = near ? weekday(when, language.value === "es" ? "long" : "short") : date(when);
  return ended(t(`${key}_day`, { ...params, day }));
}

/** Days on the calendar: a weekday names one day only within a week. */
export function daysAway(when: string): number {
  return Math.abs(Date.parse(dayKey(when)) - Date.parse(dayKey(now()))) / 86_400_000;
}

/** "a las 11:00 a. m." ends its sentence already. */
function ended(sentence: string): string {
  return sentence.replace(/\.\.(?=\s|$)/g, ".");
}

/** Before sending and on the thread. `late` once the time is over. */
export function promiseWords(answerBy: string | null | undefined): { words: string; late: boolean } {
  if (!answerBy) return { words: t("messaging.promise_none"), late: false };
  const late = Date.parse(answerBy) < now().getTime();
  return { words: timed(`messaging.${late ? "late" : "promise"}`, answerBy), late };
}

export function whyWords(promised: Promised | undefined): string {
  const closed = (promised?.closed_on ?? []).map((day) => weekday(`${day}T12:00:00Z`));
  const days = closed.length ? `${t("messaging.closed_on", { days: list(closed) })} ` : "";
  return days + t("messaging.not_watched");
}

export function hereWords(promised: Promised | undefined): string {
  if (!promised) return "";
  const off = promised.team.map(offWords).filter(Boolean);
  const here = onDutyWords(promised);
  // A sentence of its own where others follow.
  return [here && off.length > 0 ? `${here}.` : here, ...off].filter(Boolean).join(" ");
}

function onDutyWords(promised: Promised): string {
  const there = promised.team.filter(({ back_on }) => !back_on);
  const names = list(there.map(({ name }) => shortName(name)));
  if (!names) return "";
  if (promised.here_until) return t("messaging.here_until", { time: clock(promised.here_until), names });
  if (promised.back_at)
    return t("messaging.back", { when: timed("messaging.back", promised.back_at), names });
  return names;
}

/** "Tom is off until Monday, and Ana covers." */
function offWords({ name, back_on, covered_by }: Promised["team"][number]): string {
  if (!back_on) return "";
  const noon = `${back_on}T12:00:00`;
  const day = daysAway(noon) < 7 ? weekday(noon) : date(noon);
  return covered_by
    ? t("messaging.off_covered", { name: shortName(name), day, cover: shortName(covered_by) })
    : t("messaging.off_team", { name: shortName(name), day });
}

function list(words: string[]): string {
  return new Intl.ListFormat(language.value, { type: "conjunction" }).format(words);
}
