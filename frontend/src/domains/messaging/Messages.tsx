/** The patient's threads, newest first. */
import { useEffect } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { moment } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { type Thread, threads } from "./state";
import { newestWords, promiseWords, topicWord } from "./words";
import "./messaging.css";

export default function Messages() {
  const page = useAsk(() => take(api.GET("/api/v1/threads", { params: { query: { limit: 100 } } })), {
    keep: "threads",
  });
  useEffect(() => {
    if (page.data) threads.put(...page.data.results);
  }, [page.data]);
  const rows = [...threads.all.value].sort((a, b) => b.last_message_at.localeCompare(a.last_message_at));
  const write = <Button href="/messages/new">{t("messaging.write_to_team")}</Button>;
  return (
    <Page title={t("messaging.title")} under={t("messaging.under")}>
      {rows.length > 0 && (
        <p class="search-link">
          <Button kind="second" pill icon="search" href="/messages/search">
            {t("messaging.search")}
          </Button>
        </p>
      )}
      <Ready of={page} empty={() => rows.length === 0 && <Empty action={write}>{t("messaging.none")}</Empty>}>
        {() => (
          <div class="stack">
            <RowList label={t("messaging.title")}>
              {rows.map((row) => (
                <ThreadRow key={row.id} thread={row} />
              ))}
            </RowList>
            {write}
          </div>
        )}
      </Ready>
    </Page>
  );
}

function ThreadRow({ thread }: { thread: Thread }) {
  const { last } = thread;
  return (
    <Row
      href={`/messages/${thread.id}`}
      title={
        <span class="thread-top">
          <span>{topicWord(thread.topic)}</span>
          <span class="thread-time numbers">{moment(thread.last_message_at)}</span>
        </span>
      }
      second={
        <>
          <span class="thread-last">{last && newestWords(last)}</span>
          {thread.waiting_since && <span class="thread-promise">{promiseWords(thread.answer_by).words}</span>}
        </>
      }
      end={thread.unread > 0 ? <Chip tone="due">{t("ui.unread", { n: thread.unread })}</Chip> : undefined}
    />
  );
}
