/** One thread in the team's list: who, until when, the last words, and what to know before opening. */
import { t } from "../../../kernel/i18n";
import { account } from "../../../kernel/session";
import { now } from "../../../kernel/time";
import { Chip } from "../../../ui/Chip";
import { Icon } from "../../../ui/Icon";
import type { Thread } from "../state";
import { dueWord, lastWords, patientWord, riskWord, shortName, topicWord } from "../words";
import { ranOf } from "./clock";

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
              <span class="read-aloud">{t("messaging.due")}</span>
              {word}
              {ran && <span class="read-aloud">{ran.words}</span>}
            </span>
          )}
        </span>
        <span class="inbox-words">
          {thread.last && t("messaging.quoted", { words: lastWords(thread.last) })}
        </span>
        <span class="inbox-row-marks">
          <Marks thread={thread} />
          <span>{topicWord(thread.topic)}</span>
        </span>
      </a>
    </li>
  );
}

function Marks({ thread }: { thread: Thread }) {
  const { desk } = thread;
  const replying = replyingNow(thread);
  if (desk && desk.risk > 0) return <Chip tone="safety">{riskWord(desk.risk)}</Chip>;
  if (replying) return <Chip icon="pencil">{t("messaging.replying", { name: replying })}</Chip>;
  if (!thread.waiting_since) return <Chip tone="done">{t("messaging.answered")}</Chip>;
  if (Date.parse(thread.answer_by ?? "") < now().getTime())
    return <Chip tone="due">{t("messaging.is_late")}</Chip>;
  if (desk?.covering_for)
    return <Chip>{t("messaging.covering", { name: shortName(desk.covering_for.name) })}</Chip>;
  if (ranOf(thread)?.state === "amber") return <Chip icon="clock">{t("messaging.clock_soon")}</Chip>;
  return null;
}

/** Somebody else who is writing an answer just now. */
export function replyingNow(thread: Thread): string | null {
  const replying = thread.desk?.replying;
  if (!replying || replying.account_id === account.value?.id) return null;
  return Date.parse(replying.until) > now().getTime() ? shortName(replying.name) : null;
}
