/** Today's newest words from the team. Nothing where there are none. */
import { useEffect } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { moment } from "../../kernel/time";
import { Chip } from "../../ui/Chip";
import { Row, RowList } from "../../ui/RowList";
import { threads } from "./state";
import { lastWords, newestWords, shortName } from "./words";
import "./messaging.css";

export default function TodayCard() {
  const page = useAsk(() => take(api.GET("/api/v1/threads", { params: { query: { limit: 100 } } })), {
    keep: "threads",
  });
  useEffect(() => {
    if (page.data) threads.put(...page.data.results);
  }, [page.data]);
  const rows = threads.all.value.filter(({ last }) => last?.from_team);
  const newest = rows.sort((a, b) => b.last_message_at.localeCompare(a.last_message_at))[0];
  if (!newest?.last) return null;
  const { last, unread, id } = newest;
  return (
    <RowList label={t("messaging.title")}>
      <Row
        href={`/messages/${id}`}
        icon="message"
        title={t("messaging.from", { name: shortName(last.author_name), time: moment(last.sent_at) })}
        second={<span class="thread-last">{last.recalled ? newestWords(last) : lastWords(last)}</span>}
        end={unread > 0 && <Chip tone="due">{t("ui.unread", { n: unread })}</Chip>}
      />
    </RowList>
  );
}
