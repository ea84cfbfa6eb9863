/** One saved reply in both languages: new, changed (the next version), or taken out of use. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { components } from "../../../api/schema";
import { setDirty } from "../../../kernel/dirty";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { asProblem, type Problem } from "../../../kernel/problem";
import { Button } from "../../../ui/Button";
import { Sheet } from "../../../ui/Dialog";
import { Field, FieldError, Select } from "../../../ui/Field";
import { problemWords } from "../../../ui/States";
import { TOPICS, type Topic } from "../state";
import { topicWord } from "../words";

export type Kept = components["schemas"]["SavedReplies"];
export type SavedReply = components["schemas"]["SavedReply"];

interface ReplySheetProps {
  kept: Kept;
  /** null: a new one. */
  reply: SavedReply | null;
  onClose: () => void;
  onDone: () => void;
}

interface Words {
  program_id: string;
  topic: Topic;
  title: string;
  body_en: string;
  body_es: string;
}

const FORM = "messaging.reply";

export function ReplySheet({ kept, reply, onClose, onDone }: ReplySheetProps) {
  const [words, setWords] = useState<Words>(() => begin(kept, reply));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const key = useRef(crypto.randomUUID());
  useEffect(() => () => setDirty(FORM, false), []);
  const change = (next: Partial<Words>) => {
    setWords({ ...words, ...next });
    setDirty(FORM, true);
  };
  const run = async (act: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    try {
      await act();
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  const text = (name: "title" | "body_en" | "body_es", label: string) => (
    <Field
      label={label}
      lines={name !== "title"}
      value={words[name]}
      onValue={(value) => change({ [name]: value })}
      problem={problem}
      pointer={`/${name}`}
      maxLength={name === "title" ? 80 : undefined}
    />
  );
  return (
    <Sheet open onClose={onClose} title={t(reply ? "desk.reply_edit" : "desk.reply_new")}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => save(reply, words, key.current));
        }}
      >
        {!reply && kept.programs.length > 1 && (
          <Select
            label={t("desk.reply_program")}
            value={words.program_id}
            options={kept.programs.map(({ id, name }) => ({ value: id, label: name }))}
            onValue={(program_id) => change({ program_id })}
          />
        )}
        {text("title", t("desk.reply_title"))}
        <Select
          label={t("messaging.topic")}
          value={words.topic}
          options={TOPICS.map((value) => ({ value, label: topicWord(value) }))}
          onValue={(topic) => change({ topic: topic as Topic })}
        />
        <div class="label-text">
          <p>{t("desk.reply_can_fill")}</p>
          <ul>
            {kept.variables.map((name) => (
              <li key={name}>
                <code>{`{${name}}`}</code> {t(`desk.var_${name}`)}
              </li>
            ))}
          </ul>
        </div>
        {text("body_en", t("desk.reply_en"))}
        {text("body_es", t("desk.reply_es"))}
        {problem && <FieldError>{problemWords(problem)}</FieldError>}
        <Button type="submit" wide busy={busy && t("desk.reply_saving")}>
          {t("desk.reply_save")}
        </Button>
        {reply && (
          <Button kind="second" wide onClick={() => void run(() => archive(reply.id))}>
            {t("desk.reply_archive")}
          </Button>
        )}
      </form>
    </Sheet>
  );
}

function begin(kept: Kept, reply: SavedReply | null): Words {
  if (reply) return reply;
  return { program_id: kept.programs[0]?.id ?? "", topic: "other", title: "", body_en: "", body_es: "" };
}

function save(reply: SavedReply | null, words: Words, key: string): Promise<unknown> {
  const { program_id, topic, title, body_en, body_es } = words;
  const body = { topic, title, body_en, body_es };
  if (!reply) {
    const headers = { "Idempotency-Key": key };
    return take(api.POST("/api/v1/saved-replies", { headers, body: { ...body, program_id } }));
  }
  const params = { path: { reply_id: reply.id } };
  const { version } = reply;
  return take(api.PUT("/api/v1/saved-replies/{reply_id}", { params, body: { ...body, version } }));
}

function archive(replyId: string): Promise<unknown> {
  const params = { path: { reply_id: replyId } };
  return take(api.POST("/api/v1/saved-replies/{reply_id}/archive", { params }));
}
