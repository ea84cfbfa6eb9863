/** Writing a note for the team, in the place of the answer, so that the two are never confused. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useAsk } from "../../../kernel/ask";
import { t } from "../../../kernel/i18n";
import { announce } from "../../../kernel/live";
import { asProblem } from "../../../kernel/problem";
import { account } from "../../../kernel/session";
import { Button } from "../../../ui/Button";
import { FieldError } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { problemWords } from "../../../ui/States";
import { useDraft } from "../draft";
import type { Colleague, Thread } from "../state";
import { colleaguesOf, writeNote } from "./actions";
import { nameBegun, namedIn, nameInto } from "./naming";
import "./reply.css";
import "./note-form.css";

export interface NoteFormProps {
  thread: Thread;
  onEnd: () => void;
}

export default function NoteForm({ thread, onEnd }: NoteFormProps) {
  const draft = useDraft(`note.${thread.id}`);
  const people = useAsk(() => colleaguesOf(thread.id), { deps: [thread.id] });
  const others = (people.data ?? []).filter(({ account_id }) => account_id !== account.value?.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const key = useRef({ of: "", id: "" });
  useEffect(() => field.current?.focus(), []);
  const begun = nameBegun(draft.body, caret);
  const offered = begun === null ? [] : others.filter(({ name }) => fold(name).includes(fold(begun)));
  const named = namedIn(draft.body, others);
  const put = (person: Colleague) => {
    const next = nameInto(draft.body, caret, person.name);
    draft.write(next.words);
    setCaret(next.caret);
    field.current?.focus();
    // After the new words are drawn.
    requestAnimationFrame(() => field.current?.setSelectionRange(next.caret, next.caret));
  };
  const add = async () => {
    const body = draft.body.trim();
    if (!body || busy) return;
    // Other words are another note; the same words, tried again, are the same one.
    if (key.current.of !== body) key.current = { of: body, id: crypto.randomUUID() };
    setBusy(true);
    try {
      await writeNote(
        thread.id,
        body,
        named.map(({ account_id }) => account_id),
        key.current.id,
      );
      draft.take();
      announce(t("desk.note_added"));
      onEnd();
    } catch (error) {
      setTrouble(problemWords(asProblem(error)));
      setBusy(false);
    }
  };
  const pressed = (event: KeyboardEvent) => {
    const first = offered[0];
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void add();
    else if (event.key === "Enter" && begun && first) put(first);
    else if (event.key === "Escape") onEnd();
    else return;
    event.preventDefault();
  };
  const track = () => setCaret(field.current?.selectionStart ?? 0);
  return (
    <footer class="desk-reply">
      <form
        class="team-note note-form"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <p class="team-note-head">
          <Icon name="lock" size={18} />
          {t("desk.note_title", { name: thread.patient_name })}
        </p>
        <textarea
          ref={field}
          class="field-input"
          rows={2}
          aria-label={t("desk.note_label", { name: thread.patient_name })}
          aria-describedby="note-hint"
          value={draft.body}
          onInput={(event) => {
            draft.write(event.currentTarget.value);
            track();
          }}
          onKeyUp={track}
          onClick={track}
          onKeyDown={pressed}
        />
        {offered.length > 0 && (
          <ul class="note-people" aria-label={t("desk.note_names")}>
            {offered.map((person) => (
              <li key={person.account_id}>
                <button type="button" class="chip fact" onClick={() => put(person)}>
                  @{person.name}
                </button>
              </li>
            ))}
          </ul>
        )}
        <p id="note-hint" class="note-hint" role="status">
          {named.length > 0
            ? t("desk.note_named", { names: named.map(({ name }) => name).join(", ") })
            : t("desk.note_hint")}
        </p>
        {trouble && <FieldError>{trouble}</FieldError>}
        <div class="desk-send">
          <span data-back="reply">
            <Button kind="second" pill onClick={onEnd}>
              {t("desk.note_back")}
            </Button>
          </span>
          <Button type="submit" icon="lock" busy={busy && t("ui.sending")}>
            {t("desk.note_add")}
          </Button>
        </div>
      </form>
    </footer>
  );
}

function fold(words: string): string {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
