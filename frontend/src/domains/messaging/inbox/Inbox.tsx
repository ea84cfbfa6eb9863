/** The team's shared inbox: queues, list, thread. On a phone one after the other. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { asProblem } from "../../../kernel/problem";
import type { Filling } from "../../../kernel/slots";
import { minute } from "../../../kernel/time";
import { Button } from "../../../ui/Button";
import { HelpNow, useTitle } from "../../../ui/Page";
import { Filled } from "../../../ui/Slot";
import { Empty, problemWords, Ready } from "../../../ui/States";
import { useRail } from "../../../ui/Tabs";
import { countSoon } from "../counting";
import { counts, type Thread, threads } from "../state";
import { useTeamClocks } from "./clock";
import { type Filter, filterNow, filterWord, type Queue, queryOf, queueNow, shown } from "./filters";
import { InboxRow } from "./InboxRow";
import type { KeysProps } from "./Keys";
import { QueuePills, QueueRail } from "./Queues";
import { keysOn, step, useKeys } from "./useKeys";
import "./inbox.css";

const KEYS: Filling = { name: "desk", order: 0, load: () => import("./Keys") };
const DESK: Filling = { name: "desk", order: 0, load: () => import("./Desk") };

export default function Inbox({ id }: { id?: string }) {
  const queue = queueNow.value;
  const filter = filterNow.value;
  const [help, setHelp] = useState(false);
  const list = usePages(queue, filter);
  const pick = (next: Queue, by: Filter) => {
    queueNow.value = next;
    filterNow.value = by;
  };
  const shownCounts = counts.value;
  const rail = (
    <QueueRail counts={shownCounts} queue={queue} filter={filter} pick={pick} onKeys={() => setHelp(true)} />
  );
  useRail(rail, [shownCounts, queue, filter]);
  useKeys();
  // The list comes first; the desk is here before a row is chosen.
  useEffect(() => void DESK.load(), []);
  useEffect(countSoon, []);
  void minute.value;
  const rows = shown(queue, filter, list.edge);
  const none = t(queue === "mentions" ? "desk.mentions_none" : "desk.inbox_none");
  useTeamClocks(threads.all.value.flatMap(({ desk }) => (desk ? [desk.program_id] : [])));
  return (
    <div class={id ? "inbox reading" : "inbox"}>
      {/* A click beside a row keeps the focus here, and with it the keys. */}
      <section class="inbox-list" aria-label={t("desk.inbox")} tabIndex={-1}>
        <Head />
        <QueuePills counts={shownCounts} queue={queue} filter={filter} pick={pick} />
        <Ready of={list.page} empty={() => rows.length === 0 && <Empty>{none}</Empty>}>
          {() => (
            <>
              <Rows rows={rows} current={id} />
              {list.more && (
                <p class="inbox-more">
                  <Button kind="quiet" busy={list.busy && t("ui.loading")} onClick={() => void list.more?.()}>
                    {t("desk.more")}
                  </Button>
                  {list.trouble && <span role="status">{list.trouble}</span>}
                </p>
              )}
            </>
          )}
        </Ready>
      </section>
      {id ? (
        <Filled filling={DESK} props={{ id }} />
      ) : (
        <section class="desk none">
          <p class="quiet-text">{t("desk.choose")}</p>
        </section>
      )}
      {help && (
        <Filled
          filling={KEYS}
          props={{ on: keysOn, onClose: () => setHelp(false) } satisfies KeysProps}
          quiet
        />
      )}
    </div>
  );
}

const SIZE = 40;

/** The list page by page. `edge` is the last sort key that was fetched, or beyond all. */
function usePages(queue: Queue, filter: Filter) {
  const query = queryOf(queue, filter);
  const [tail, setTail] = useState<{ next: string | null; edge: number }>({ next: null, edge: Infinity });
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const fetchPage = (cursor?: string) =>
    take(
      api.GET("/api/v1/inbox", { params: { query: { ...query, limit: SIZE, ...(cursor && { cursor }) } } }),
    );
  const page = useAsk(() => fetchPage(), { deps: [queue, filterWord(filter)] });
  const hold = (found: Awaited<ReturnType<typeof fetchPage>>) => {
    threads.put(...found.results);
    const last = found.results.at(-1)?.desk?.sort_key;
    setTail({ next: found.next, edge: found.next && last !== undefined ? last : Infinity });
    setTrouble("");
  };
  useEffect(() => {
    if (page.data) hold(page.data);
  }, [page.data]);
  const more = async (cursor: string) => {
    setBusy(true);
    try {
      hold(await fetchPage(cursor));
    } catch (error) {
      setTrouble(problemWords(asProblem(error)));
    }
    setBusy(false);
  };
  const { next } = tail;
  return { page, edge: tail.edge, busy, trouble, more: next ? () => more(next) : null };
}

function Head() {
  const ref = useTitle();
  return (
    <header class="inbox-head">
      <h1 ref={ref} tabIndex={-1}>
        {t("desk.inbox")}
      </h1>
      <HelpNow />
      <p class="quiet-text">{t("desk.inbox_order")}</p>
    </header>
  );
}

/** Arrows go from row to row, Enter opens. */
function Rows({ rows, current }: { rows: Thread[]; current: string | undefined }) {
  const { route } = useLocation();
  const move = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  };
  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !current || event.defaultPrevented) return;
      if (document.querySelector("dialog[open]")) return;
      route("/inbox");
    };
    addEventListener("keydown", leave);
    return () => removeEventListener("keydown", leave);
  }, [current, route]);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // Opened from the list: the arrows go on from there. On a phone the list is out of sight.
    const row = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (row?.offsetParent) row.focus({ preventScroll: true });
  }, []);
  return (
    <ul class="inbox-rows" ref={list} onKeyDown={move}>
      {rows.map((row) => (
        <InboxRow key={row.id} thread={row} current={row.id === current} />
      ))}
    </ul>
  );
}
