/** For the team: what a message said before, oldest first, and what it says now. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { moment } from "../../kernel/time";
import { Sheet } from "../../ui/Dialog";
import { Ready } from "../../ui/States";
import { type SheetProps, wordsOf } from "./MessageParts";
import { messages } from "./state";
import { Written } from "./Written";

export default function HistorySheet({ row: asked, onClose }: SheetProps) {
  const row = messages.get(asked.id) ?? asked;
  const params = { path: { message_id: row.id } };
  const found = useAsk(() => take(api.GET("/api/v1/messages/{message_id}/history", { params })), {
    deps: [row.version],
  });
  const since = row.recalled_at ?? row.edited_at ?? row.sent_at;
  return (
    <Sheet open onClose={onClose} title={t("talks.earlier_words")}>
      <Ready of={found}>
        {({ results }) => (
          <ol class="stack tight earlier-words">
            {results.map(({ number, body, written_at }) => (
              <li key={number}>
                <p class="small-text quiet-text numbers">{moment(written_at)}</p>
                <p class="words">
                  <Written>{body}</Written>
                </p>
              </li>
            ))}
            <li>
              <p class="small-text quiet-text numbers">{t("talks.since", { time: moment(since) })}</p>
              <p class="words">
                <Written>{wordsOf(row, false)}</Written>
              </p>
            </li>
          </ol>
        )}
      </Ready>
    </Sheet>
  );
}
