/** The messages of a thread as one side sees them: bubbles, how far each got, and what still waits here. */
import { type ComponentChildren, Fragment } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../../kernel/i18n";
import type { Entry } from "../../kernel/outbox";
import { moment } from "../../kernel/time";
import { Bubble, SentState } from "../../ui/Bubble";
import { HelpNow } from "../../ui/Page";
import { Filled } from "../../ui/Slot";
import type { Words } from "./actions";
import { later } from "./attach/later";
import { Below, Sheets, wordsOf } from "./MessageParts";
import { CHANGED, LINKS, MORE, NEWER, REFUSED, TYPING } from "./parts";
import { useStand } from "./stand";
import { type Message, messagesOf, type Thread } from "./state";
import { Written } from "./Written";
import { roleWord, shortName } from "./words";
import "./messaging.css";

const UNREAD = "unread";
const Shown = later(() => import("./attach/Shown"));
const Going = later(() => import("./attach/Going"));

interface StreamProps {
  thread: Thread | undefined;
  unsent: Entry[];
  /** Which side reads. */
  forTeam?: boolean;
  /** What stands behind a message, by its number (the team's notes), and how many there are of it. */
  behind?: (seq: number) => ComponentChildren;
  more?: number;
  /** The `seq` of the message that a link leads to. */
  at?: number | undefined;
}

export function Stream({ thread, unsent, forTeam = false, behind, more = 0, at }: StreamProps) {
  const rows = thread ? messagesOf(thread.id, at) : [];
  // The frame can be here before the answer: one bubble, not two.
  const arrived = new Set(rows.map((row) => row.key));
  const waiting = unsent.filter(({ id }) => !arrived.has(id));
  const box = useRef<HTMLDivElement>(null);
  const first = rows[0]?.seq ?? 1;
  const last = rows.at(-1)?.seq ?? 0;
  // The first that was unread when the talk was opened: a line stands over it for as long as it is open.
  const opened = useRef(thread).current;
  const theirs = rows.filter(({ seq, from_team }) => seq <= (opened?.last_seq ?? 0) && from_team !== forTeam);
  const unread = opened?.unread && theirs.slice(-opened.unread)[0]?.seq;
  const linked = rows.some(({ seq }) => seq === at);
  const { newer, down } = useStand(box, {
    first,
    last,
    end: thread?.last_seq ?? 0,
    sending: waiting.length,
    more,
    mark: linked ? `m${at}` : unread && UNREAD,
    linked,
  });
  const mark = forTeam ? thread?.read_by_patient : thread?.read_by_team;
  const mine = rows.filter((row) => row.from_team === forTeam && row.kind === "person" && !row.recalled_at);
  const lastRead = mine.filter((row) => row.seq <= (mark?.seq ?? 0)).at(-1)?.id;
  return (
    <div class="stream" ref={box}>
      {thread && first > 1 && (
        <Filled filling={MORE} props={{ id: thread.id, from: { before: first } }} quiet />
      )}
      {thread?.previous_id && first === 1 && (
        <Filled filling={LINKS} props={{ thread, forTeam, start: true }} quiet />
      )}
      <div class="stream-rows" role="log" aria-label={t("messaging.messages")}>
        {rows.map((row) => (
          <Fragment key={row.key}>
            {row.seq === unread && (
              <p class="stream-unread" id={UNREAD}>
                {t("messaging.new_words")}
              </p>
            )}
            <Row
              row={row}
              thread={thread}
              rows={rows}
              mine={row.from_team === forTeam && row.kind !== "automatic"}
              forTeam={forTeam}
              read={
                row.id === lastRead && mark ? { name: shortName(mark.name), time: moment(mark.at) } : null
              }
              unread={row.seq > (mark?.seq ?? 0)}
            />
            {behind?.(row.seq)}
          </Fragment>
        ))}
        {waiting.map((entry) => (
          <Waiting key={entry.id} entry={entry} />
        ))}
      </div>
      {thread && last > 0 && last < thread.last_seq && (
        <Filled filling={MORE} props={{ id: thread.id, from: { after: last } }} quiet />
      )}
      {thread?.state === "closed" && last === thread.last_seq && (
        <Filled filling={LINKS} props={{ thread, forTeam, start: false }} quiet />
      )}
      {thread && <Filled filling={TYPING} props={{ thread, forTeam }} quiet />}
      {newer && <Filled filling={NEWER} props={{ down }} quiet />}
      <Sheets />
    </div>
  );
}

interface RowProps {
  row: Message;
  thread: Thread | undefined;
  rows: Message[];
  mine: boolean;
  forTeam: boolean;
  read: { name: string; time: string } | null;
  unread: boolean;
}

function Row({ row, thread, rows, mine, forTeam, read, unread }: RowProps) {
  const time = moment(row.sent_at);
  if (row.kind === "automatic") return <Automatic row={row} time={time} forTeam={forTeam} />;
  const named = !mine || forTeam;
  const state = read ? (
    <SentState state="read" {...read} />
  ) : (
    mine && unread && !row.recalled_at && <SentState state="sent" time={time} />
  );
  return (
    <Bubble
      mine={mine}
      name={named ? row.author_name : undefined}
      job={named ? roleWord(row.author_role) : undefined}
      time={named ? time : undefined}
      gone={row.recalled_at !== null}
      id={`m${row.seq}`}
      state={
        <Below row={row} thread={thread} rows={rows} forTeam={forTeam}>
          {state}
        </Below>
      }
    >
      <Written>{wordsOf(row, mine && !forTeam)}</Written>
      {row.about && <Filled filling={CHANGED} props={{}} quiet />}
      {row.attachments.length > 0 && <Shown files={row.attachments} />}
    </Bubble>
  );
}

/** Nobody wrote it, and it says so. The patient finds help right under it. */
function Automatic({ row, time, forTeam }: { row: Message; time: string; forTeam: boolean }) {
  return (
    <Bubble
      name={t("messaging.automatic")}
      job={t("messaging.automatic_job")}
      time={time}
      state={!forTeam && <HelpNow />}
    >
      <Written>{row.body}</Written>
    </Bubble>
  );
}

/** Also what was refused for good: the words stay. */
function Waiting({ entry }: { entry: Entry }) {
  const { body, attachments } = entry.data as Words;
  return (
    <Bubble
      mine
      waiting={entry.state !== "sent"}
      state={
        entry.state === "failed" ? (
          <Filled filling={REFUSED} props={{ entry }} quiet />
        ) : (
          <SentState state={entry.state === "sending" && navigator.onLine ? "sending" : "waiting"} />
        )
      }
    >
      <Written>{body}</Written>
      {attachments && <Going ids={attachments} />}
    </Bubble>
  );
}
