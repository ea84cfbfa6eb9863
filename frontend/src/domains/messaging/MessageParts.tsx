/** What stands under a message: that it was changed, and the way to change it. */
import type { ComponentChildren } from "preact";
import { t } from "../../kernel/i18n";
import { account } from "../../kernel/session";
import type { Filling } from "../../kernel/slots";
import { held } from "../../kernel/store";
import { minute, moment } from "../../kernel/time";
import { Filled } from "../../ui/Slot";
import { CHOICES, EDIT, HISTORY } from "./parts";
import type { Message, Thread } from "./state";
import { shortName } from "./words";

export interface SheetProps {
  row: Message;
  onClose: () => void;
}

const opened = held<{ part: Filling; row: Message } | null>(null);

function close(): void {
  opened.value = null;
}

/** The sheet that is open over a conversation. */
export function Sheets() {
  if (!opened.value) return null;
  const { part, row } = opened.value;
  return <Filled key={row.id} filling={part} props={{ row, onClose: close }} quiet />;
}

/** The words of a message, or who took them back. */
export function wordsOf({ body, recalled_at, author_name }: Message, mine: boolean): string {
  if (!recalled_at) return body;
  return mine ? t("messaging.recalled_you") : t("messaging.recalled", { name: shortName(author_name) });
}

export interface Standing {
  row: Message;
  thread: Thread | undefined;
  rows: Message[];
  forTeam: boolean;
}

interface BelowProps extends Standing {
  /** How far it got. */
  children: ComponentChildren;
}

export function Below({ row, thread, rows, forTeam, children }: BelowProps) {
  void minute.value;
  const answer = row.question
    ? rows.find((each) => each.answers_to === row.id && !each.recalled_at)
    : undefined;
  const own = row.author_id === account.value?.id && !row.recalled_at && !answer;
  const still = own && Date.parse(row.changeable_until) > minute.value.getTime();
  const changed = row.recalled_at ?? row.edited_at;
  const words = row.edited_at ? t("messaging.edited", { time: moment(row.edited_at) }) : "";
  return (
    <>
      {row.question && <Filled filling={CHOICES} props={{ row, thread, rows, forTeam, answer }} quiet />}
      <div class="sent-line">
        {children}
        {changed && forTeam ? (
          <button type="button" class="sent-state" onClick={() => (opened.value = { part: HISTORY, row })}>
            {row.recalled_at ? t("desk.show_earlier_words") : words}
          </button>
        ) : (
          words && !row.recalled_at && <p class="sent-state">{words}</p>
        )}
        {still && (
          <button type="button" class="sent-state" onClick={() => (opened.value = { part: EDIT, row })}>
            {t("messaging.change")}
          </button>
        )}
      </div>
    </>
  );
}
