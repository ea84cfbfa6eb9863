/** The messages of a thread as one side sees them: bubbles, how far each got, and what still waits here. */
import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { drop, type Entry, retry } from "../../kernel/outbox";
import { asProblem } from "../../kernel/problem";
import { moment } from "../../kernel/time";
import { Bubble, SentState } from "../../ui/Bubble";
import { Button } from "../../ui/Button";
import { HelpNow } from "../../ui/Page";
import { Filled } from "../../ui/Slot";
import { problemWords } from "../../ui/States";
import type { Words } from "./actions";
import { letGo } from "./attach/chosen";
import { later } from "./attach/later";
import { Below, Sheets, wordsOf } from "./MessageParts";
import { CHANGED, LINKS, TYPING } from "./parts";
import { fetchPage, type Message, messagesOf, type Thread } from "./state";
import { Written } from "./Written";
import { roleWord, shortName } from "./words";
import "./messaging.css";

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
  useNewest(box, {
    first,
    last,
    unsent: waiting.length + more,
    at: rows.some(({ seq }) => seq === at) ? at : undefined,
  });
  const mark = forTeam ? thread?.read_by_patient : thread?.read_by_team;
  const mine = rows.filter((row) => row.from_team === forTeam && row.kind === "person" && !row.recalled_at);
  const lastRead = mine.filter((row) => row.seq <= (mark?.seq ?? 0)).at(-1)?.id;
  return (
    <div class="stream" ref={box}>
      {thread && first > 1 && (
        <More load={() => fetchPage(thread.id, { before: first })}>{t("messaging.earlier")}</More>
      )}
      {thread?.previous_id && first === 1 && (
        <Filled filling={LINKS} props={{ thread, forTeam, start: true }} quiet />
      )}
      <div class="stream-rows" role="log" aria-label={t("messaging.messages")}>
        {rows.map((row) => (
          <Fragment key={row.key}>
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
        <More load={() => fetchPage(thread.id, { after: last })}>{t("messaging.later")}</More>
      )}
      {thread?.state === "closed" && last === thread.last_seq && (
        <Filled filling={LINKS} props={{ thread, forTeam, start: false }} quiet />
      )}
      {thread && <Filled filling={TYPING} props={{ thread, forTeam }} quiet />}
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

/** Also what was refused for good: the words stay, with the reason and both ways on. */
function Waiting({ entry }: { entry: Entry }) {
  const { body, attachments } = entry.data as Words;
  const failed = entry.state === "failed";
  const discard = () => {
    drop(entry.id);
    letGo(attachments ?? []);
  };
  return (
    <Bubble
      mine
      waiting={entry.state !== "sent"}
      state={
        failed ? (
          <>
            <p class="sent-state">{entry.problem?.at("/attachments") ?? problemWords(entry.problem)}</p>
            <SentState state="failed" onRetry={() => retry(entry.id)} />
            <Button kind="quiet" onClick={discard}>
              {t("messaging.discard")}
            </Button>
          </>
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

function More({ load, children }: { load: () => Promise<unknown>; children: ComponentChildren }) {
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState("");
  const more = async () => {
    setBusy(true);
    try {
      await load();
      setWords("");
    } catch (error) {
      setWords(problemWords(asProblem(error)));
    }
    setBusy(false);
  };
  return (
    <p class="stream-earlier">
      <Button kind="quiet" busy={busy && t("ui.loading")} onClick={() => void more()}>
        {children}
      </Button>
      {words && <span role="status">{words}</span>}
    </p>
  );
}

interface Shown {
  first: number;
  last: number;
  unsent: number;
  at: number | undefined;
}

/** Opens at the newest or at a link's message, and stays where the reader is: also when earlier ones come. */
function useNewest(box: { current: HTMLDivElement | null }, { first, last, unsent, at }: Shown): void {
  const away = useRef(false);
  const before = useRef({ first, fromEnd: 0 });
  useEffect(() => {
    const scroller = scrollerOf(box.current);
    const watch = () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      before.current.fromEnd = scrollHeight - scrollTop;
      away.current = scrollHeight - scrollTop - clientHeight > 160;
    };
    const target = scroller === document.documentElement ? document : scroller;
    target.addEventListener("scroll", watch, { passive: true });
    // The promise that comes late, or the box that grows, must not cover the newest words.
    const follow = new ResizeObserver(() => {
      if (!away.current) scroller.scrollTop = scroller.scrollHeight;
    });
    for (const element of [scroller, box.current]) if (element) follow.observe(element);
    return () => {
      target.removeEventListener("scroll", watch);
      follow.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    const scroller = scrollerOf(box.current);
    if (away.current && first < before.current.first) {
      scroller.scrollTop = scroller.scrollHeight - before.current.fromEnd;
    }
    before.current = { first, fromEnd: scroller.scrollHeight - scroller.scrollTop };
  }, [first]);
  useLayoutEffect(() => {
    const scroller = scrollerOf(box.current);
    if (!away.current) scroller.scrollTop = scroller.scrollHeight;
  }, [last, unsent]);
  useLayoutEffect(() => {
    const linked = at === undefined ? null : document.getElementById(`m${at}`);
    if (!linked) return;
    away.current = true;
    linked.scrollIntoView({ block: "center" });
    linked.focus({ preventScroll: true });
  }, [at]);
}

function scrollerOf(element: HTMLElement | null): HTMLElement {
  const pane = element?.closest<HTMLElement>(".desk-stream");
  const scrolls = pane && getComputedStyle(pane).overflowY !== "visible";
  return scrolls ? pane : document.documentElement;
}
