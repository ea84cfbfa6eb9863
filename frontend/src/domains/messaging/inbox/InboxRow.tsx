/** One thread in the team's list: who, until when, the last words, and what to know before opening. */
import { t } from "../../../kernel/i18n";
import { clock, isToday, now } from "../../../kernel/time";
import { Chip } from "../../../ui/Chip";
import { Icon } from "../../../ui/Icon";
import type { Thread } from "../state";
import { lastWords, shortName, topicWord } from "../words";
import { ranOf } from "./clock";
import { dueWord, patientWord, replyingNow, riskWord } from "./words";

export function InboxRow({ thread, current }: { thread: Thread; current: boolean }) {
  const { word, pressing: near } = dueWord(thread);
  const ran = ranOf(thread);
  const pressing = ran ? ran.state !== "calm" : near;
  return (
    <li>
      <a class="inbox-row" href={`/inbox/${thread.id}`} aria-current={current ? "true" : undefined}>
        <span class="inbox-row-top">
          <b class={thread.unread > 0 ? "fresh" : ""}>
            {patientWord(thread)}
            {thread.unread > 0 && <span class="read-aloud">{t("ui.unread", { n: thread.unread })}</span>}
          </b>
          {word && (
            <span class={pressing ? "inbox-due pressing" : "inbox-due"}>
              <Icon name={pressing ? "warning" : "clock"} size={18} />
              <span class="read-aloud">{t("desk.due")}</span>
              {word}
              {ran && <span class="read-aloud">{ran.words}</span>}
            </span>
          )}
        </span>
        <span class="inbox-words">{thread.last && quoted(thread.last)}</span>
        <span class="inbox-row-marks">
          <Marks thread={thread} />
          <span>{topicWord(thread.topic)}</span>
        </span>
      </a>
    </li>
  );
}

/** What must be seen whatever else there is; where there is none of it, the one thing that says most. */
function Marks({ thread }: { thread: Thread }) {
  const { desk } = thread;
  const replying = replyingNow(thread);
  const marks = [
    desk && desk.risk > 0 && <Chip tone="safety">{riskWord(desk.risk)}</Chip>,
    replying && <Chip icon="pencil">{t("desk.replying", { name: replying })}</Chip>,
    desk && desk.unseen_mentions > 0 && <Chip icon="lock">{t("desk.note_for_you")}</Chip>,
  ].filter(Boolean);
  if (marks.length > 0) return <>{marks}</>;
  if (!thread.waiting_since) return <Chip tone="done">{t("desk.answered")}</Chip>;
  if (Date.parse(thread.answer_by ?? "") < now().getTime())
    return <Chip tone="due">{t("desk.is_late")}</Chip>;
  if (desk?.covering_for)
    return <Chip>{t("desk.covering", { name: shortName(desk.covering_for.name) })}</Chip>;
  if (ranOf(thread)?.state === "amber") return <Chip icon="clock">{t("desk.clock_soon")}</Chip>;
  const session = sessionSoon(thread);
  return session && <Chip icon="calendar">{t("desk.session_today", { time: clock(session) })}</Chip>;
}

/** The start of a session today that has not begun. */
function sessionSoon({ desk }: Thread): string | null {
  const at = desk?.session_at;
  return at && Date.parse(at) > now().getTime() && isToday(at) ? at : null;
}

function quoted(last: NonNullable<Thread["last"]>): string {
  if (last.recalled) return t("messaging.recalled", { name: shortName(last.author_name) });
  return t("messaging.quoted", { words: lastWords(last) });
}
