/** Answers that the program keeps ready, filled in for this patient, in the patient's language. Choosing one
 * puts its words into the field; sending stays a step of its own. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { Button } from "../../../ui/Button";
import { Sheet } from "../../../ui/Dialog";
import { Field } from "../../../ui/Field";
import { Empty, Ready } from "../../../ui/States";
import type { FilledReply, Thread } from "../state";
import { topicWord } from "../words";
import "./saved.css";

export interface SavedRepliesProps {
  thread: Thread;
  onPut: (body: string) => void;
  onClose: () => void;
}

export default function SavedReplies({ thread, onPut, onClose }: SavedRepliesProps) {
  const params = { path: { thread_id: thread.id } };
  const replies = useAsk(() => take(api.GET("/api/v1/threads/{thread_id}/saved-replies", { params })), {
    deps: [thread.id],
  });
  return (
    <Sheet open onClose={onClose} title={t("desk.replies")}>
      <Ready
        of={replies}
        empty={({ results }) => results.length === 0 && <Empty>{t("desk.replies_none_yet")}</Empty>}
      >
        {({ results }) => <Choices thread={thread} replies={results} onPut={onPut} />}
      </Ready>
      <Button kind="quiet" href="/replies">
        {t("desk.reply_all")}
      </Button>
    </Sheet>
  );
}

interface ChoicesProps {
  thread: Thread;
  replies: FilledReply[];
  onPut: (body: string) => void;
}

function Choices({ thread, replies, onPut }: ChoicesProps) {
  const [wanted, setWanted] = useState("");
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector("input")?.focus(), []);
  const found = replies.filter(({ title, body }) => fits(`${title} ${body}`, wanted));
  const groups: [string, FilledReply[]][] = [
    [t("desk.replies_fits", { topic: topicWord(thread.topic) }), found.filter((one) => one.suggested)],
    [t("desk.replies_others"), found.filter((one) => !one.suggested)],
  ];
  const pressed = (event: KeyboardEvent) => {
    const buttons = [...(box.current?.querySelectorAll<HTMLElement>(".reply-choice") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    if (event.key === "ArrowDown") buttons[Math.min(buttons.length - 1, at + 1)]?.focus();
    else if (event.key === "ArrowUp" && at > 0) buttons[at - 1]?.focus();
    else if (event.key === "ArrowUp" && at === 0) box.current?.querySelector("input")?.focus();
    else return;
    event.preventDefault();
  };
  const first = (event: Event) => {
    event.preventDefault();
    const row = groups.flatMap(([, rows]) => rows)[0];
    if (row) onPut(row.body);
  };
  return (
    <form class="stack tight" ref={box} onSubmit={first} onKeyDown={pressed}>
      <p class="quiet-text">
        {t(`desk.replies_language_${found[0]?.language ?? "en"}`, { name: thread.patient_name })}
      </p>
      <Field label={t("desk.replies_find")} type="search" value={wanted} onValue={setWanted} />
      {found.length === 0 && <Empty>{t("desk.replies_none")}</Empty>}
      {groups.map(
        ([head, rows]) =>
          rows.length > 0 && (
            <section key={head} class="stack tight" aria-label={head}>
              <h3 class="field-label">{head}</h3>
              <ul class="reply-choices">
                {rows.map((row) => (
                  <li key={row.id}>
                    <button type="button" class="reply-choice" onClick={() => onPut(row.body)}>
                      <b>{row.title}</b>
                      <span lang={row.language}>{row.body}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </form>
  );
}

function fits(words: string, wanted: string): boolean {
  const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return fold(wanted)
    .split(/\s+/)
    .every((part) => fold(words).includes(part));
}
