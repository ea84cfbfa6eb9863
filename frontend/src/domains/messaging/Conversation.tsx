/** The patient's thread, and the page on which a new one begins: what was said, the promise, the composer. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { entries } from "../../kernel/outbox";
import { live } from "../../kernel/socket";
import { minute } from "../../kernel/time";
import { Composer } from "../../ui/Composer";
import { SelectPill } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { PromiseLine } from "../../ui/PromiseLine";
import { Filled, Slot } from "../../ui/Slot";
import { Cannot, Loading } from "../../ui/States";
import { sendMessage, unsentIn } from "./actions";
import { moveFiles } from "./attach/chosen";
import { useFiles } from "./attach/useFiles";
import { moveDraft, savedWords, useDraft } from "./draft";
import { HELLO, OFFER } from "./parts";
import { useReading } from "./reading";
import { Stream } from "./Stream";
import { leadToOwn } from "./stand";
import {
  fetchPage,
  holdPage,
  messagesOf,
  type Promised,
  type Thread,
  TOPICS,
  type Topic,
  threads,
} from "./state";
import { hereWords, promiseWords, topicWord, whyWords } from "./words";

export default function Conversation({ id }: { id?: string }) {
  const { query } = useLocation();
  const at = Number(query.at) || undefined;
  return id === undefined ? <Fresh /> : <Open key={`${id} ${at}`} id={id} at={at} />;
}

function Fresh() {
  const { query, route } = useLocation();
  const asked = TOPICS.find((topic) => topic === query.topic);
  const [topic, setTopic] = useState<Topic>(asked ?? "other");
  const unsent = unsentIn(entries.value, (words) => !words.thread_id && words.topic === topic);
  const wrote = useRef(false);
  if (unsent.length > 0) wrote.current = true;
  const thread = threads.all.value.find((row) => row.topic === topic && row.state === "open");
  const arrived = wrote.current && unsent.length === 0 && thread;
  useEffect(() => {
    if (arrived) route(leadToOwn(`/messages/${arrived.id}`), true);
  }, [arrived, route]);
  return (
    <Talk
      topic={topic}
      place={`topic.${topic}`}
      unsent={unsent}
      onTopic={(next) => {
        moveBoth(`topic.${topic}`, `topic.${next}`);
        setTopic(next);
      }}
      onSend={(words) => sendMessage({ topic, ...words })}
    />
  );
}

function Open({ id, at }: { id: string; at: number | undefined }) {
  const { route } = useLocation();
  const page = useAsk(() => fetchPage(id, at ? { around: at } : {}), {
    ...(at ? {} : { keep: `thread.${id}` }),
    deps: [id],
  });
  const thread = threads.all.value.find((row) => row.id === id);
  useEffect(() => {
    if (page.data) holdPage(page.data);
  }, [page.data]);
  const end = messagesOf(id, at).at(-1)?.seq;
  useReading(end === thread?.last_seq ? thread : undefined);
  const unsent = unsentIn(entries.value, (words) => words.thread_id === id);
  const wrote = useRef(false);
  if (unsent.length > 0) wrote.current = true;
  // Words on a closed thread arrive on the one that goes on from it.
  const goesOn =
    wrote.current && unsent.length === 0 && thread?.state === "closed"
      ? threads.all.value.find((row) => row.topic === thread.topic && row.state === "open")
      : undefined;
  useEffect(() => {
    if (goesOn) route(leadToOwn(`/messages/${goesOn.id}`), true);
  }, [goesOn, route]);
  if (!thread) {
    return (
      <Page title={t("messaging.care_team")} back="/messages" compact>
        {page.state === "cannot" ? <Cannot problem={page.problem} again={page.again} /> : <Loading />}
      </Page>
    );
  }
  const change = (next: Topic) => {
    const other = threads.all.value.find((row) => row.topic === next && row.state === "open");
    const place = other ? `thread.${other.id}` : `topic.${next}`;
    const path = other ? `/messages/${other.id}` : `/messages/new?topic=${next}`;
    moveBoth(`thread.${id}`, place);
    route(path);
  };
  return (
    <Talk
      thread={thread}
      topic={thread.topic}
      place={`thread.${id}`}
      unsent={unsent}
      at={at}
      onTopic={change}
      onSend={(words) => sendMessage({ thread_id: id, topic: thread.topic, ...words })}
    />
  );
}

/** Words and files go along to the other topic. */
function moveBoth(from: string, to: string): void {
  moveFiles(from, to);
  moveDraft(from, to);
}

interface TalkProps {
  thread?: Thread;
  topic: Topic;
  place: string;
  unsent: ReturnType<typeof unsentIn>;
  at?: number | undefined;
  onTopic: (next: Topic) => void;
  onSend: (words: { body: string; attachments?: string[] }) => void;
}

function Talk({ thread, topic, place, unsent, at, onTopic, onSend }: TalkProps) {
  void live.link.value;
  const draft = useDraft(place);
  const files = useFiles(place);
  const promised = useAsk(() => take(api.GET("/api/v1/promise", { params: { query: { topic } } })), {
    keep: `promise.${topic}`,
    deps: [topic],
    on: ["messaging.message_sent"],
  });
  const send = () => {
    const words = { body: draft.take(), ...files.take() };
    if (words.body || words.attachments) onSend(words);
  };
  return (
    <Page title={t("messaging.care_team")} back="/messages" compact under={hereWords(promised.data)}>
      {!thread && unsent.length === 0 && <Filled filling={HELLO} props={{}} quiet />}
      <Stream thread={thread} unsent={unsent} at={at} />
      <Foot raised>
        {draft.other?.trim() && <Filled filling={OFFER} props={{ draft }} quiet />}
        <Slot place="writing" props={{ text: draft.body, place: "messages" }} />
        <Composer
          value={draft.body}
          onValue={draft.write}
          onSend={send}
          label={t("messaging.write")}
          {...files.composer}
          promise={<Promising thread={thread} promised={promised.data} />}
          topic={
            <SelectPill
              label={t("messaging.topic")}
              value={topic}
              options={TOPICS.map((value) => ({ value, label: topicWord(value) }))}
              onValue={(next) => onTopic(next as Topic)}
            />
          }
          saved={savedWords(draft)}
        />
      </Foot>
    </Page>
  );
}

/** On a thread that waits, the instant that was told then; else the one that would be told now. */
function Promising({ thread, promised }: { thread: Thread | undefined; promised: Promised | undefined }) {
  void minute.value;
  if (!thread?.answer_by && !promised) return null;
  const { words, late } = promiseWords(thread?.answer_by ?? promised?.answer_by);
  return (
    <PromiseLine why={whyWords(promised)} late={late}>
      {words}
    </PromiseLine>
  );
}
