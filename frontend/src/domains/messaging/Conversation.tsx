/** The patient's thread, and the page on which a new one begins: what was said, the promise, the composer. */

import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { entries } from "../../kernel/outbox";
import { minute } from "../../kernel/time";
import { PromiseLine } from "../../ui/Bubble";
import { Composer } from "../../ui/Composer";
import { SelectPill } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { Slot } from "../../ui/Slot";
import { Cannot, Loading } from "../../ui/States";
import { sendMessage, unsentIn } from "./actions";
import { moveFiles } from "./attach/chosen";
import { useFiles } from "./attach/useFiles";
import { moveDraft, useDraft } from "./draft";
import { useReading } from "./reading";
import { Stream } from "./Stream";
import { fetchPage, holdPage, type Promised, type Thread, TOPICS, type Topic, threads } from "./state";
import { hereWords, promiseWords, topicWord, whyWords } from "./words";

export default function Conversation({ id }: { id?: string }) {
  return id === undefined ? <Fresh /> : <Open key={id} id={id} />;
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
    if (arrived) route(`/messages/${arrived.id}`, true);
  }, [arrived, route]);
  return (
    <Talk
      topic={topic}
      place={`topic.${topic}`}
      unsent={unsent}
      onTopic={(next, body) =>
        void moveBoth(`topic.${topic}`, `topic.${next}`, body).then(() => setTopic(next))
      }
      onSend={(words) => sendMessage({ topic, ...words })}
    />
  );
}

function Open({ id }: { id: string }) {
  const { route } = useLocation();
  const page = useAsk(() => fetchPage(id), { keep: `thread.${id}`, deps: [id] });
  const thread = threads.all.value.find((row) => row.id === id);
  useEffect(() => {
    if (page.data) holdPage(page.data);
  }, [page.data]);
  useReading(thread);
  if (!thread) {
    return (
      <Page title={t("messaging.care_team")} back="/messages" compact>
        {page.state === "cannot" ? <Cannot problem={page.problem} again={page.again} /> : <Loading />}
      </Page>
    );
  }
  const change = (next: Topic, body: string) => {
    const other = threads.all.value.find((row) => row.topic === next && row.state === "open");
    const place = other ? `thread.${other.id}` : `topic.${next}`;
    const path = other ? `/messages/${other.id}` : `/messages/new?topic=${next}`;
    void moveBoth(`thread.${id}`, place, body).then(() => route(path));
  };
  return (
    <Talk
      thread={thread}
      topic={thread.topic}
      place={`thread.${id}`}
      unsent={unsentIn(entries.value, (words) => words.thread_id === id)}
      onTopic={change}
      onSend={(words) => sendMessage({ thread_id: id, topic: thread.topic, ...words })}
    />
  );
}

/** Words and files go along to the other topic. */
function moveBoth(from: string, to: string, body: string): Promise<void> {
  moveFiles(from, to);
  return moveDraft(to, body);
}

interface TalkProps {
  thread?: Thread;
  topic: Topic;
  place: string;
  unsent: ReturnType<typeof unsentIn>;
  onTopic: (next: Topic, body: string) => void;
  onSend: (words: { body: string; attachments?: string[] }) => void;
}

function Talk({ thread, topic, place, unsent, onTopic, onSend }: TalkProps) {
  const draft = useDraft(place);
  const files = useFiles(place);
  const promised = useAsk(() => take(api.GET("/api/v1/promise", { params: { query: { topic } } })), {
    keep: `promise.${topic}`,
    deps: [topic],
    on: ["messaging.message_sent"],
  });
  const send = () => {
    onSend({ body: draft.body.trim(), ...files.take() });
    draft.clear();
  };
  return (
    <Page title={t("messaging.care_team")} back="/messages" compact under={hereWords(promised.data)}>
      {!thread && unsent.length === 0 && <p class="stream-hello quiet-text">{t("messaging.hello")}</p>}
      <Stream thread={thread} unsent={unsent} />
      <Foot raised>
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
              onValue={(next) => onTopic(next as Topic, draft.body)}
            />
          }
          saved={draft.saving === "saved" ? t("messaging.draft_saved") : ""}
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
