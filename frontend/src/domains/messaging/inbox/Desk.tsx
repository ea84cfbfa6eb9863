/** A thread on the team's side: who it is about, what was said, what the patient was told, the answer. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../../kernel/ask";
import { t } from "../../../kernel/i18n";
import { entries } from "../../../kernel/outbox";
import type { Filling } from "../../../kernel/slots";
import { Filled } from "../../../ui/Slot";
import { Cannot, Loading } from "../../../ui/States";
import { unsentIn } from "../actions";
import { STRIP } from "../parts";
import { useReading } from "../reading";
import { Stream } from "../Stream";
import { leadToOwn } from "../stand";
import { fetchPage, holdPage, messagesOf, threads } from "../state";
import type { DeskHeadProps } from "./DeskHead";
import type { NoteFormProps } from "./NoteForm";
import { NotesBehind, useNotes } from "./Notes";
import type { ReplyProps } from "./Reply";
import { RiskLine } from "./RiskLine";
import { patientWord } from "./words";
import "./desk.css";

// Head and answer are pieces of their own: a phone on a slow line shows the words first.
const HEAD: Filling = { name: "desk", order: 0, load: () => import("./DeskHead") };
const REPLY: Filling = { name: "desk", order: 0, load: () => import("./Reply") };
const NOTE: Filling = { name: "desk", order: 0, load: () => import("./NoteForm") };
// Asked for before a row is chosen: what comes late moves the words under a finger that taps.
for (const part of [HEAD, STRIP, REPLY]) part.load().catch(() => undefined);

export default function Desk({ id }: { id: string }) {
  return <Open key={id} id={id} />;
}

function Open({ id }: { id: string }) {
  const { query, route } = useLocation();
  const at = Number(query.at) || undefined;
  const page = useAsk(() => fetchPage(id, at ? { around: at } : {}), { deps: [id, at] });
  const thread = threads.all.value.find((row) => row.id === id);
  const read = page.state === "ready";
  const [noting, setNoting] = useState(false);
  useEffect(() => {
    if (page.data) holdPage(page.data);
  }, [page.data]);
  const end = messagesOf(id, at).at(-1)?.seq;
  useReading(read && end === thread?.last_seq ? thread : undefined);
  const unsent = unsentIn(entries.value, (words) => words.thread_id === id);
  const wrote = useRef(false);
  if (unsent.length > 0) wrote.current = true;
  // An answer on a closed thread arrives on the one that goes on from it.
  const goesOn =
    wrote.current && unsent.length === 0 && thread?.state === "closed"
      ? threads.all.value.find(
          (row) => row.patient_id === thread.patient_id && row.topic === thread.topic && row.state === "open",
        )
      : undefined;
  useEffect(() => {
    if (goesOn) route(leadToOwn(`/inbox/${goesOn.id}`), true);
  }, [goesOn, route]);
  const notes = useNotes(thread);
  if (!thread || page.state === "cannot") {
    return (
      <section class="desk">
        {page.state === "cannot" ? <Cannot problem={page.problem} again={page.again} /> : <Loading />}
      </section>
    );
  }
  return (
    <section class="desk" aria-label={patientWord(thread)} tabIndex={-1}>
      <Filled filling={HEAD} props={{ thread } satisfies DeskHeadProps} quiet />
      <RiskLine thread={thread} />
      <Filled filling={STRIP} props={{ patientId: thread.patient_id }} quiet />
      {/* Scrolls by itself on a laptop, so it can be reached by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <section class="desk-stream" tabIndex={0} aria-label={t("messaging.messages")}>
        <Stream
          key={at}
          thread={thread}
          unsent={unsent}
          forTeam
          at={at}
          more={notes.length}
          behind={(seq) => <NotesBehind thread={thread} notes={notes} seq={seq} />}
        />
      </section>
      {/* Who answers has seen the words before: what is sent says up to which. */}
      {end !== undefined &&
        (noting ? (
          <Filled filling={NOTE} props={{ thread, onEnd: () => setNoting(false) } satisfies NoteFormProps} />
        ) : (
          <Filled filling={REPLY} props={{ thread, onNote: () => setNoting(true) } satisfies ReplyProps} />
        ))}
    </section>
  );
}
