/** A thread on the team's side: who it is about, what was said, what the patient was told, the answer. */
import { useEffect, useRef, useState } from "preact/hooks";
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
import { Cannot, Loading, problemWords } from "../../../ui/States";
import { answerThread, claim, closeThread, sayReplying, unsentIn } from "../actions";
import { useFiles } from "../attach/useFiles";
import { useDraft } from "../draft";
import { useReading } from "../reading";
import { Stream } from "../Stream";
import { fetchPage, holdPage, type Thread, threads } from "../state";
import { patientWord, promiseWords, toldWords, topicWord } from "../words";
import { AssignPill } from "./AssignPill";
import { ranOf } from "./clock";
import { replyingNow } from "./InboxRow";
import { RiskLine } from "./RiskLine";
import { Strip } from "./Strip";

export function Desk({ id }: { id: string }) {
  const page = useAsk(() => fetchPage(id), { deps: [id] });
  const thread = threads.all.value.find((row) => row.id === id);
  const read = page.state === "ready";
  useEffect(() => {
    if (page.data) holdPage(page.data);
  }, [page.data]);
  useReading(read ? thread : undefined);
  if (!thread || page.state === "cannot") {
    return (
      <section class="desk">
        {page.state === "cannot" ? <Cannot problem={page.problem} again={page.again} /> : <Loading />}
      </section>
    );
  }
  const unsent = unsentIn(entries.value, (words) => words.thread_id === id);
  return (
    <section class="desk" aria-label={patientWord(thread)}>
      <DeskHead thread={thread} />
      <RiskLine thread={thread} />
      <Strip patientId={thread.patient_id} />
      {/* Scrolls by itself on a laptop, so it can be reached by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls */}
      <section class="desk-stream" tabIndex={0} aria-label={t("messaging.messages")}>
        <Stream thread={thread} unsent={unsent} forTeam />
      </section>
      <Reply thread={thread} />
    </section>
  );
}

function DeskHead({ thread }: { thread: Thread }) {
  const [trouble, setTrouble] = useState("");
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
        <p class="quiet-text">{whose}</p>
        {covered && <Chip>{t("messaging.covering", { name: covered.name })}</Chip>}
      </div>
      <div class="desk-acts">
        {!assigned && thread.state === "open" && (
          <Button kind="second" pill onClick={run(() => claim(thread.id))}>
            {t("messaging.claim")}
          </Button>
        )}
        <AssignPill thread={thread} onTrouble={setTrouble} />
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
  const send = () => {
    answerThread({ thread_id: thread.id, body: draft.body.trim(), ...files.take() });
    draft.clear();
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
        saved={draft.saving === "saved" ? t("messaging.draft_saved") : ""}
        send={<Button type="submit">{t("messaging.send_as", { name: account.value?.name ?? "" })}</Button>}
      />
    </footer>
  );
}
