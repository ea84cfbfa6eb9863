/** The sentences that only the team reads. */
import { t } from "../../../kernel/i18n";
import { account } from "../../../kernel/session";
import { clock, date, isToday, now, weekday } from "../../../kernel/time";
import type { Thread } from "../state";
import { daysAway, shortName, timed } from "../words";

/** What the patient was told. */
export function toldWords(thread: Thread): string {
  return thread.answer_by ? timed("desk.told", thread.answer_by, thread.patient_name) : "";
}

/** "Maya O.": enough to tell two people apart, no more. */
export function patientWord(thread: Thread): string {
  const initial = thread.desk?.surname_initial;
  return initial ? `${thread.patient_name} ${initial}.` : thread.patient_name;
}

/** The places of a saved reply that nothing could fill, as they stand in the words: "[phone: ____]". */
export function blanksIn(words: string): string[] {
  return words.match(/\[[^[\]\n]*____\]/g) ?? [];
}

/** Of an open alert: words that were written, or an answer on a questionnaire. */
export function riskWord(risk: number): string {
  return t(risk > 1 ? "desk.check_in_first" : "desk.read_first");
}

/** How close a promise is: for the inbox. */
export function dueWord(thread: Thread): { word: string; pressing: boolean } {
  if (!thread.answer_by) return { word: "", pressing: false };
  const minutes = Math.round((Date.parse(thread.answer_by) - now().getTime()) / 60_000);
  const clockWord = isToday(thread.answer_by)
    ? clock(thread.answer_by)
    : `${weekday(thread.answer_by, "short")} ${clock(thread.answer_by)}`;
  return {
    word: daysAway(thread.answer_by) < 7 ? clockWord : date(thread.answer_by),
    pressing: minutes <= 60,
  };
}

/** Somebody else who is writing an answer just now. */
export function replyingNow(thread: Thread): string | null {
  const replying = thread.desk?.replying;
  if (!replying || replying.account_id === account.value?.id) return null;
  return Date.parse(replying.until) > now().getTime() ? shortName(replying.name) : null;
}
