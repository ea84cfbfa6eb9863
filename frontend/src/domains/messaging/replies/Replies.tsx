/** Keeping saved replies: the list, and a sheet for one of them. Nothing here is sent to anybody. */
import { useState } from "preact/hooks";
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { Button } from "../../../ui/Button";
import { Section } from "../../../ui/Card";
import { Page } from "../../../ui/Page";
import { Row, RowList } from "../../../ui/RowList";
import { Empty, Ready } from "../../../ui/States";
import { topicWord } from "../words";
import { type Kept, ReplySheet, type SavedReply } from "./ReplySheet";

export default function Replies() {
  const kept = useAsk(() => take(api.GET("/api/v1/saved-replies")));
  const [open, setOpen] = useState<SavedReply | "new" | null>(null);
  const close = () => setOpen(null);
  const done = () => {
    close();
    kept.again();
  };
  return (
    <Page title={t("desk.replies")} under={t("desk.replies_under")} back="/inbox">
      <Ready of={kept}>
        {(found) => (
          <div class="stack">
            {found.results.length === 0 && <Empty>{t("desk.reply_empty")}</Empty>}
            <Lists kept={found} onOpen={setOpen} />
            {found.programs.length > 0 && (
              <Button icon="plus" wide onClick={() => setOpen("new")}>
                {t("desk.reply_new")}
              </Button>
            )}
            {open && (
              <ReplySheet kept={found} reply={open === "new" ? null : open} onClose={close} onDone={done} />
            )}
          </div>
        )}
      </Ready>
    </Page>
  );
}

function Lists({ kept, onOpen }: { kept: Kept; onOpen: (reply: SavedReply) => void }) {
  return (
    <>
      {kept.programs.map(({ id, name }) => {
        const rows = kept.results.filter(({ program_id }) => program_id === id);
        return (
          rows.length > 0 && (
            <Section key={id} title={name}>
              <RowList label={name}>
                {rows.map((row) => (
                  <Row
                    key={row.id}
                    title={row.title}
                    second={t("desk.reply_second", { topic: topicWord(row.topic), n: row.version })}
                    onClick={() => onOpen(row)}
                  />
                ))}
              </RowList>
            </Section>
          )
        );
      })}
    </>
  );
}
