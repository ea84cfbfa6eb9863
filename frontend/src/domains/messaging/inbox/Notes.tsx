/** The team's notes among the messages. They come by their own address and are kept apart from messages. */
import { Fragment } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../../kernel/i18n";
import { asProblem } from "../../../kernel/problem";
import { moment } from "../../../kernel/time";
import { TeamNote } from "../../../ui/TeamNote";
import { type Note, notes, type Thread } from "../state";
import { Written } from "../Written";
import { roleWord } from "../words";
import { fetchNotes, seeMentions } from "./actions";
import "./notes.css";

/** Those of a thread, in order; a note that names the reader counts as seen once it is shown. */
export function useNotes(thread: Thread | undefined): Note[] {
  const id = thread?.id;
  useEffect(() => {
    if (id) fetchNotes(id).catch(unlessPassing);
  }, [id]);
  const own = notes.all.value.filter((note) => note.thread_id === id);
  own.sort((a, b) => a.written_at.localeCompare(b.written_at) || a.id.localeCompare(b.id));
  const unseen = thread?.desk?.unseen_mentions ?? 0;
  useEffect(() => {
    if (id && unseen > 0 && own.length > 0) seeMentions(id).catch(unlessPassing);
  }, [id, unseen, own.length]);
  return own;
}

function unlessPassing(error: unknown): void {
  if (!asProblem(error).passing) throw error;
}

export function NotesBehind({ thread, notes: all, seq }: { thread: Thread; notes: Note[]; seq: number }) {
  return (
    <>
      {all
        .filter(({ after_seq }) => after_seq === seq)
        .map((note) => (
          <TeamNote key={note.id} title={t("desk.note_title", { name: thread.patient_name })}>
            <p class="note-words">
              <b>{note.author_name}</b>
              <small class="numbers">
                {[roleWord(note.author_role || "patient"), moment(note.written_at)]
                  .filter(Boolean)
                  .join(", ")}
              </small>
            </p>
            <p class="note-words">
              <Named note={note} />
            </p>
          </TeamNote>
        ))}
    </>
  );
}

/** The words, with the colleagues whom they name in bold. */
function Named({ note }: { note: Note }) {
  const names = note.mentions.map(({ name }) => `@${name}`);
  if (names.length === 0) return <Written>{note.body}</Written>;
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = note.body.split(new RegExp(`(${escaped.join("|")})`));
  return (
    <>
      {parts.map((part, n) => (
        <Fragment key={n}>{names.includes(part) ? <b>{part}</b> : <Written>{part}</Written>}</Fragment>
      ))}
    </>
  );
}
