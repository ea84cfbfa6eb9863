/** A thread on the team's side: who it is about, what was said, what the patient was told, the answer. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../../kernel/ask";
import { t } from "../../../kernel/i18n";
import { entries } from "../../../kernel/outbox";
import { asProblem } from "../../../kernel/problem";
import { account } from "../../../kernel/session";
import { minute } from "../../../kernel/time";
import { PromiseLine } from "../../../ui/Bubble";
import { Button } from "../../../ui/Button";
import { Chip } from "../../../ui/Chip";
import { Composer } from "../../../ui/Composer";
import { Back, HelpNow } from "../../../ui/Page";
import { Face } from "../../../ui/RowList";
import { Filled } from "../../../ui/Slot";
import { Cannot, Loading, problemWords } from "../../../ui/States";
import { answerThread, claim, closeThread, sayReplying, unsentIn } from "../actions";
import { useFiles } from "../attach/useFiles";
import { savedWords, useDraft } from "../draft";
import { ASK, ASSIGN, OFFER, SEARCH, STRIP } from "../parts";
import { useReading } from "../reading";
import { Stream } from "../Stream";
import { fetchPage, holdPage, messagesOf, type Thread, threads } from "../state";
import { patientWord, promiseWords, replyingNow, toldWords, topicWord } from "../words";
import { type Asking, PLAIN, questionOf } from "./asking";
import { ranOf } from "./clock";
import { RiskLine } from "./RiskLine";

export function Desk({ id }: { id: string }) {
  const { query, route } = useLocation();
  const at = Number(query.at) || undefined;
  const page = useAsk(() => fetchPage(id, at ? { around: at } : {}), { deps: [id, at] });
  const thread = threads.all.value.find((row) => row.id === id);
  const read = page.state === "ready";
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
    if (goesOn) route(`/inbox/${goesOn.id}`, true);
  }, [goesOn, route]);
  if (!thread || page.state === "cannot") {
    return (
      <section class="desk">
        {page.state === "cannot" ? <Cannot problem={page.problem} again={page.again} /> : <Loading />}
      </section>
    );
  }
  return (
    <section class="desk" aria-label={patientWord(thread)}>
      <DeskHead thread={thread} />
      <RiskLine thread={thread} />
      <Filled filling={STRIP} props={{ patientId: thread.patient_id }} quiet />
      {/* Scrolls by itself on a laptop, so it can be reached by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <section class="desk-stream" tabIndex={0} aria-label={t("messaging.messages")}>
        <Stream key={at} thread={thread} unsent={unsent} forTeam at={at} />
      </section>
      <Reply thread={thread} />
    </section>
  );
}

function DeskHead({ thread }: { thread: Thread }) {
  const [trouble, setTrouble] = useState("");
  const [searching, setSearching] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // On a phone this is a screen of its own; beside the list the focus stays in the list.
    if (document.querySelector<HTMLElement>(".inbox-list")?.offsetParent === null) title.current?.focus();
  }, []);
  const assigned = thread.desk?.assigned_to;
  const covered = thread.desk?.covering_for;
  const mine = assigned && assigned.account_id === account.value?.id;
  const whose = mine
    ? t("messaging.assigned_you", { topic: topicWord(thread.topic) })
    : assigned
      ? t("messaging.assigned_to", { topic: topicWord(thread.topic), name: assigned.name })
      : t("messaging.assigned_nobody", { topic: topicWord(thread.topic) });
  const run = (act: () => Promise<void>) => () =>
    void act().then(
      () => setTrouble(""),
      (error: unknown) => setTrouble(problemWords(asProblem(error))),
    );
  return (
    <header class="desk-head">
      <Back href="/inbox" />
      <HelpNow />
      <Face name={patientWord(thread).replace(/\.$/, "")} />
      <div class="desk-who">
        <h1 ref={title} tabIndex={-1}>
          {patientWord(thread)} <small>{thread.desk?.pronouns}</small>
        </h1>
        <p class="quiet-text desk-whose">
          {whose}
          <Button kind="quiet" onClick={() => setSearching(true)}>
            {t("messaging.search")}
          </Button>
        </p>
        {covered && <Chip>{t("messaging.covering", { name: covered.name })}</Chip>}
      </div>
      <div class="desk-acts">
        {!assigned && thread.state === "open" && (
          <Button kind="second" pill onClick={run(() => claim(thread.id))}>
            {t("messaging.claim")}
          </Button>
        )}
        {searching && (
          <Filled
            filling={SEARCH}
            props={{ patientId: thread.patient_id, onClose: () => setSearching(false) }}
            quiet
          />
        )}
        <Filled filling={ASSIGN} props={{ thread, onTrouble: setTrouble }} quiet />
        {thread.state === "open" && (
          <Button kind="second" pill onClick={run(() => closeThread(thread.id))}>
            {t("messaging.close")}
          </Button>
        )}
      </div>
      {trouble && (
        <p class="desk-trouble" role="alert">
          {trouble}
        </p>
      )}
    </header>
  );
}

/** Control and Enter sends; Escape leaves the field. */
function Reply({ thread }: { thread: Thread }) {
  const draft = useDraft(`thread.${thread.id}`);
  const files = useFiles(`thread.${thread.id}`, thread.patient_id);
  void minute.value;
  const replying = replyingNow(thread);
  const [asking, setAsking] = useState<Asking>(PLAIN);
  const send = () => {
    const question = questionOf(asking);
    if (!question) return;
    const words = { body: draft.take(), ...files.take() };
    if (!words.body && !words.attachments) return;
    answerThread({ thread_id: thread.id, ...words, ...question });
    setAsking(PLAIN);
  };
  const foot = useRef<HTMLElement>(null);
  const keys = useRef<(event: KeyboardEvent) => void>(() => undefined);
  keys.current = (event) => {
    if (
      event.key === "Enter" &&
      (event.ctrlKey || event.metaKey) &&
      (draft.body.trim() || files.composer.filled)
    ) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      event.preventDefault();
      (document.activeElement as HTMLElement | null)?.blur();
      document.querySelector<HTMLElement>('.inbox-row[aria-current="true"]')?.focus();
    }
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => keys.current(event);
    const element = foot.current;
    element?.addEventListener("keydown", pressed);
    return () => element?.removeEventListener("keydown", pressed);
  }, []);
  const write = (body: string) => {
    draft.write(body);
    if (body.trim()) sayReplying(thread.id);
  };
  return (
    <footer class="desk-reply" ref={foot}>
      {draft.other?.trim() && <Filled filling={OFFER} props={{ draft }} quiet />}
      {replying && <Chip icon="pencil">{t("messaging.replying", { name: replying })}</Chip>}
      <Composer
        value={draft.body}
        onValue={write}
        onSend={send}
        {...files.composer}
        label={t("messaging.reply_to", { name: thread.patient_name })}
        promise={
          thread.answer_by && (
            <PromiseLine inline late={promiseWords(thread.answer_by).late} why={ranOf(thread)?.words}>
              {toldWords(thread)}
            </PromiseLine>
          )
        }
        topic={<Filled filling={ASK} props={{ asking, onChange: setAsking }} quiet />}
        saved={savedWords(draft)}
        send={<Button type="submit">{t("messaging.send_as", { name: account.value?.name ?? "" })}</Button>}
      />
    </footer>
  );
}
