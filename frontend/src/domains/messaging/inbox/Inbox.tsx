/** The team's shared inbox: queues, list, thread. On a phone one after the other. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { account } from "../../../kernel/session";
import { minute } from "../../../kernel/time";
import { HelpNow, useTitle } from "../../../ui/Page";
import { Empty, Ready } from "../../../ui/States";
import { useRail } from "../../../ui/Tabs";
import { counts, type Thread, type Topic, threads } from "../state";
import { useTeamClocks } from "./clock";
import { Desk } from "./Desk";
import { InboxRow } from "./InboxRow";
import { type Queue, QueuePills, QueueRail } from "./Queues";
import "./inbox.css";

export default function Inbox({ id }: { id?: string }) {
  const [queue, setQueue] = useState<Queue>("team");
  const [topic, setTopic] = useState<Topic | null>(null);
  const query = { queue, limit: 100, ...(topic ? { topic } : {}) };
  const page = useAsk(() => take(api.GET("/api/v1/inbox", { params: { query } })), {
    deps: [queue, topic],
  });
  useEffect(() => {
    if (!page.data) return;
    threads.put(...page.data.results);
    counts.value = page.data.counts;
  }, [page.data]);
  const pick = (next: Queue, of: Topic | null) => {
    setQueue(next);
    setTopic(of);
  };
  const shownCounts = counts.value;
  const rail = <QueueRail counts={shownCounts} queue={queue} topic={topic} pick={pick} />;
  useRail(rail, [shownCounts, queue, topic]);
  void minute.value;
  const rows = shown(queue, topic);
  useTeamClocks(threads.all.value.flatMap(({ desk }) => (desk ? [desk.program_id] : [])));
  return (
    <div class={id ? "inbox reading" : "inbox"}>
      <section class="inbox-list" aria-label={t("messaging.inbox")}>
        <Head />
        <QueuePills counts={shownCounts} queue={queue} topic={topic} pick={pick} />
        <Ready of={page} empty={() => rows.length === 0 && <Empty>{t("messaging.inbox_none")}</Empty>}>
          {() => <Rows rows={rows} current={id} />}
        </Ready>
      </section>
      {id ? (
        <Desk key={id} id={id} />
      ) : (
        <section class="desk none">
          <p class="quiet-text">{t("messaging.choose")}</p>
        </section>
      )}
    </div>
  );
}

function Head() {
  const ref = useTitle();
  return (
    <header class="inbox-head">
      <h1 ref={ref} tabIndex={-1}>
        {t("messaging.inbox")}
      </h1>
      <HelpNow />
      <p class="quiet-text">{t("messaging.inbox_order")}</p>
    </header>
  );
}

/** By the server's own key: the riskiest first, then the closest promise. */
function shown(queue: Queue, topic: Topic | null): Thread[] {
  const me = account.value?.id;
  const mine = ({ desk }: Thread) =>
    queue === "team" ||
    (queue === "mine" ? desk?.assigned_to?.account_id === me : desk?.assigned_to === null);
  return threads.all.value
    .filter((row) => row.desk && row.state === "open" && (!topic || row.topic === topic) && mine(row))
    .sort((a, b) => (a.desk?.sort_key ?? 0) - (b.desk?.sort_key ?? 0) || a.id.localeCompare(b.id));
}

/** Arrows go from row to row, Enter opens. */
function Rows({ rows, current }: { rows: Thread[]; current: string | undefined }) {
  const { route } = useLocation();
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const links = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLAnchorElement>("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const next = links[Math.min(links.length - 1, Math.max(0, at + step))];
    if (!next) return;
    event.preventDefault();
    next.focus();
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
