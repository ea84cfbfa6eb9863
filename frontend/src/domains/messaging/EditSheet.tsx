/** One's own message, to be written anew or taken back while its time lasts. */
import { useState } from "preact/hooks";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { asProblem } from "../../kernel/problem";
import { clock } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Sheet } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { problemWords } from "../../ui/States";
import type { SheetProps } from "./MessageParts";
import { fetchPage, holdDelivery, messages } from "./state";

export default function EditSheet({ row: asked, onClose }: SheetProps) {
  const row = messages.get(asked.id) ?? asked;
  const [body, setBody] = useState(asked.body);
  const [version, setVersion] = useState(asked.version);
  const [busy, setBusy] = useState<"" | "edit" | "recall">("");
  const [trouble, setTrouble] = useState("");
  const params = { path: { message_id: row.id } };
  const act = async (what: "edit" | "recall") => {
    if (busy) return;
    setBusy(what);
    try {
      const edit = () => api.PATCH("/api/v1/messages/{message_id}", { params, body: { body, version } });
      const recall = () => api.POST("/api/v1/messages/{message_id}/recall", { params, body: { version } });
      holdDelivery(await take(what === "edit" ? edit() : recall()));
      announce(t(what === "edit" ? "talks.changed" : "messaging.recalled_you"));
      onClose();
    } catch (error) {
      const problem = asProblem(error);
      setTrouble(problem.code === "stale" ? t("talks.changed_elsewhere") : problemWords(problem));
      // What stands there now, to be looked at before the next try.
      if (problem.code === "stale") {
        const page = await fetchPage(row.thread_id, { around: row.seq }).catch(() => undefined);
        setVersion(page?.results.find(({ id }) => id === row.id)?.version ?? version);
      }
      setBusy("");
    }
  };
  return (
    <Sheet open onClose={onClose} title={t("messaging.change")}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (body.trim()) void act("edit");
        }}
      >
        <Field
          label={t("talks.your_words")}
          hint={t("talks.change_hint", { time: clock(row.changeable_until) })}
          value={body}
          onValue={setBody}
          lines
          maxLength={8000}
        />
        {trouble && <p role="alert">{trouble}</p>}
        <Button type="submit" wide busy={busy === "edit" && t("ui.saving")}>
          {t("ui.save")}
        </Button>
        <Button kind="quiet" busy={busy === "recall" && t("ui.loading")} onClick={() => void act("recall")}>
          {t("talks.take_back")}
        </Button>
      </form>
    </Sheet>
  );
}
