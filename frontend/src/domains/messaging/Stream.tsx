/** The messages of a thread as one side sees them: bubbles, how far each got, and what still waits here. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { drop, type Entry, retry } from "../../kernel/outbox";
import { asProblem } from "../../kernel/problem";
import { moment } from "../../kernel/time";
import { Bubble, SentState } from "../../ui/Bubble";
import { Button } from "../../ui/Button";
import { HelpNow } from "../../ui/Page";
import { problemWords } from "../../ui/States";
import type { Words } from "./actions";
import { later } from "./attach/later";
import { fetchPage, type Message, messagesOf, type Thread } from "./state";
import { roleWord, shortName } from "./words";
import "./messaging.css";

const Shown = later(() => import("./attach/Shown"));
const Going = later(() => import("./attach/Going"));

interface StreamProps {
  thread: Thread | undefined;
  unsent: Entry[];
  /** Which side reads. */
  forTeam?: boolean;
}

export function Stream({ thread, unsent, forTeam = false }: StreamProps) {
  const rows = thread ? messagesOf(thread.id) : [];
  // The frame can be here before the answer: one bubble, not two.
  const arrived = new Set(rows.map((row) => row.key));
  const waiting = unsent.filter(({ id }) => !arrived.has(id));
  const box = useRef<HTMLDivElement>(null);
  useNewest(box, rows.at(-1)?.seq ?? 0, waiting.length);
  const mark = forTeam ? thread?.read_by_patient : thread?.read_by_team;
  const mine = rows.filter((row) => row.from_team === forTeam && row.kind === "person");
  const lastRead = mine.filter((row) => row.seq <= (mark?.seq ?? 0)).at(-1)?.id;
  return (
    <div class="stream" ref={box}>
      {thread && (rows[0]?.seq ?? 1) > 1 && <Earlier thread={thread} before={rows[0]?.seq ?? 1} />}
      <div class="stream-rows" role="log" aria-label={t("messaging.messages")}>
        {rows.map((row) => (
          <Row
            key={row.key}
            row={row}
            mine={row.from_team === forTeam && row.kind === "person"}
            forTeam={forTeam}
            read={row.id === lastRead && mark ? { name: shortName(mark.name), time: moment(mark.at) } : null}
            unread={row.seq > (mark?.seq ?? 0)}
          />
        ))}
        {waiting.map((entry) => (
          <Waiting key={entry.id} entry={entry} />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  row: Message;
  mine: boolean;
  forTeam: boolean;
  read: { name: string; time: string } | null;
  unread: boolean;
}

function Row({ row, mine, forTeam, read, unread }: RowProps) {
  const time = moment(row.sent_at);
  if (row.kind === "automatic") return <Automatic row={row} time={time} forTeam={forTeam} />;
  const named = !mine || forTeam;
  const state = read ? (
    <SentState state="read" {...read} />
  ) : (
    mine && unread && <SentState state="sent" time={time} />
  );
  return (
    <Bubble
      mine={mine}
      name={named ? row.author_name : undefined}
      job={named ? roleWord(row.author_role) : undefined}
      time={named ? time : undefined}
      state={state}
    >
      {row.body}
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
      {row.body}
    </Bubble>
  );
}

/** Also what was refused for good: the words stay, with the reason and both ways on. */
function Waiting({ entry }: { entry: Entry }) {
  const { body, attachments } = entry.data as Words;
  const failed = entry.state === "failed";
  return (
    <Bubble
      mine
      waiting={entry.state !== "sent"}
      state={
        failed ? (
          <>
            <p class="sent-state">{entry.problem?.at("/attachments") ?? problemWords(entry.problem)}</p>
            <SentState state="failed" onRetry={() => retry(entry.id)} />
            <Button kind="quiet" onClick={() => drop(entry.id)}>
              {t("messaging.discard")}
            </Button>
          </>
        ) : (
          <SentState state={entry.state === "sending" && navigator.onLine ? "sending" : "waiting"} />
        )
      }
    >
      {body}
      {attachments && <Going ids={attachments} />}
    </Bubble>
  );
}

function Earlier({ thread, before }: { thread: Thread; before: number }) {
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState("");
  const more = async () => {
    setBusy(true);
    try {
      await fetchPage(thread.id, before);
      setWords("");
    } catch (error) {
      setWords(problemWords(asProblem(error)));
    }
    setBusy(false);
  };
  return (
    <p class="stream-earlier">
      <Button kind="quiet" busy={busy && t("ui.loading")} onClick={() => void more()}>
        {t("messaging.earlier")}
      </Button>
      {words && <span role="status">{words}</span>}
    </p>
  );
}

/** Opens at the newest, and stays there unless the reader went up. */
function useNewest(box: { current: HTMLDivElement | null }, last: number, unsent: number): void {
  const away = useRef(false);
  useEffect(() => {
    const scroller = scrollerOf(box.current);
    const watch = () => {
      const { scrollTop, scrollHeight, clientHeight } = scroller;
      away.current = scrollHeight - scrollTop - clientHeight > 160;
    };
    const target = scroller === document.documentElement ? document : scroller;
    target.addEventListener("scroll", watch, { passive: true });
    return () => target.removeEventListener("scroll", watch);
  }, []);
  useLayoutEffect(() => {
    const scroller = scrollerOf(box.current);
    if (!away.current) scroller.scrollTop = scroller.scrollHeight;
  }, [last, unsent]);
}

function scrollerOf(element: HTMLElement | null): HTMLElement {
  const pane = element?.closest<HTMLElement>(".desk-stream");
  const scrolls = pane && getComputedStyle(pane).overflowY !== "visible";
  return scrolls ? pane : document.documentElement;
}
