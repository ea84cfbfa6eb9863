/** A thread on the team's side: who it is about, what was said, what the patient was told, the answer. */
import { useEffect, useState } from "preact/hooks";
import { useAsk } from "../../../kernel/ask";
import { t } from "../../../kernel/i18n";
import { entries } from "../../../kernel/outbox";
import type { Filling } from "../../../kernel/slots";
import { Filled } from "../../../ui/Slot";
import { Cannot, Loading } from "../../../ui/States";
import { unsentIn } from "../actions";
import { useReading } from "../reading";
import { Stream } from "../Stream";
import { fetchPage, holdPage, threads } from "../state";
import { patientWord } from "../words";
import { DeskHead } from "./DeskHead";
import type { NoteFormProps } from "./NoteForm";
import { NotesBehind, useNotes } from "./Notes";
import { Reply } from "./Reply";
import { RiskLine } from "./RiskLine";

const STRIP: Filling = { name: "messaging", order: 0, load: () => import("./Strip") };
const NOTE: Filling = { name: "desk", order: 0, load: () => import("./NoteForm") };

export default function Desk({ id }: { id: string }) {
  return <Open key={id} id={id} />;
}

function Open({ id }: { id: string }) {
  const page = useAsk(() => fetchPage(id), { deps: [id] });
  const thread = threads.all.value.find((row) => row.id === id);
  const read = page.state === "ready";
  const [noting, setNoting] = useState(false);
  useEffect(() => {
    if (page.data) holdPage(page.data);
  }, [page.data]);
  useReading(read ? thread : undefined);
  const notes = useNotes(thread);
  if (!thread || page.state === "cannot") {
    return (
      <section class="desk">
        {page.state === "cannot" ? <Cannot problem={page.problem} again={page.again} /> : <Loading />}
      </section>
    );
  }
  const unsent = unsentIn(entries.value, (words) => words.thread_id === id);
  return (
    <section class="desk" aria-label={patientWord(thread)} tabIndex={-1}>
      <DeskHead thread={thread} />
      <RiskLine thread={thread} />
      <Filled filling={STRIP} props={{ patientId: thread.patient_id }} quiet />
      {/* Scrolls by itself on a laptop, so it can be reached by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <section class="desk-stream" tabIndex={0} aria-label={t("messaging.messages")}>
        <Stream
          thread={thread}
          unsent={unsent}
          forTeam
          more={notes.length}
          behind={(seq) => <NotesBehind thread={thread} notes={notes} seq={seq} />}
        />
      </section>
      {noting ? (
        <Filled filling={NOTE} props={{ thread, onEnd: () => setNoting(false) } satisfies NoteFormProps} />
      ) : (
        <Reply thread={thread} onNote={() => setNoting(true)} />
      )}
    </section>
  );
}
