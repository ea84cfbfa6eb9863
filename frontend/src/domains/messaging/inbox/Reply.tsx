/** The answer: what the patient was told, the words, and who is at it besides. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../kernel/i18n";
import { announce } from "../../../kernel/live";
import { drop, entries } from "../../../kernel/outbox";
import { account } from "../../../kernel/session";
import type { Filling } from "../../../kernel/slots";
import { minute, now } from "../../../kernel/time";
import { Button } from "../../../ui/Button";
import { Chip } from "../../../ui/Chip";
import { Composer } from "../../../ui/Composer";
import { PromiseLine } from "../../../ui/PromiseLine";
import { Filled } from "../../../ui/Slot";
import { ANSWER, type Reply as Answer, answerThread } from "../actions";
import { change } from "../attach/chosen";
import { useFiles } from "../attach/useFiles";
import { savedWords, useDraft } from "../draft";
import { ASK, OFFER } from "../parts";
import { messagesOf, type Thread } from "../state";
import { promiseWords } from "../words";
import { sayReplying } from "./actions";
import { type Asking, PLAIN, questionOf } from "./asking";
import { ranOf } from "./clock";
import type { SavedRepliesProps } from "./SavedReplies";
import { blanksIn, replyingNow, toldWords } from "./words";
import "./reply.css";

const REPLIES: Filling = { name: "desk", order: 0, load: () => import("./SavedReplies") };

export interface ReplyProps {
  thread: Thread;
  onNote: () => void;
}

/** Control and Enter sends; Escape leaves the field. */
export default function Reply({ thread, onNote }: ReplyProps) {
  const draft = useDraft(`thread.${thread.id}`);
  const files = useFiles(`thread.${thread.id}`, thread.patient_id);
  const replying = useReplyingNow(thread);
  const [asked, setAsked] = useState("");
  const [trouble, setTrouble] = useState("");
  const [choosing, setChoosing] = useState(false);
  const [asking, setAsking] = useState<Asking>(PLAIN);
  const foot = useRef<HTMLElement>(null);
  useRefused(thread.id, ({ body, attachments = [] }, why) => {
    draft.write([body, draft.body.trim()].filter(Boolean).join("\n\n"));
    for (const id of attachments) change(id, { place: `thread.${thread.id}` });
    setAsked(why);
  });
  const send = (anyway = false) => {
    const open = blanksIn(draft.body);
    if (open.length > 0) {
      setTrouble(t("desk.blanks_open", { n: open.length, list: open.join(" ") }));
      mark(foot.current, open[0] ?? "");
      return;
    }
    if (replying && !anyway) {
      setAsked(t("desk.somebody_replies", { name: replying }));
      return;
    }
    const question = questionOf(asking);
    if (!question) return;
    const seen = messagesOf(thread.id).at(-1)?.seq ?? 0;
    const words = { body: draft.take(), ...files.take() };
    if (!words.body && !words.attachments) return;
    answerThread({ thread_id: thread.id, ...words, seen, ...(anyway && { anyway }), ...question });
    setAsking(PLAIN);
    setAsked("");
    setTrouble("");
  };
  const write = (body: string) => {
    draft.write(body);
    setTrouble("");
    if (body.trim()) sayReplying(thread.id);
  };
  useReplyKeys(foot, () => (draft.body.trim() || files.composer.filled) && send());
  const put = (body: string) => {
    write([draft.body.trimEnd(), body].filter(Boolean).join("\n\n"));
    setChoosing(false);
    announce(t("desk.replies_put"));
    // After the sheet has given the focus back.
    requestAnimationFrame(() => foot.current?.querySelector("textarea")?.focus());
  };
  const promise = thread.answer_by && (
    <PromiseLine inline late={promiseWords(thread.answer_by).late} why={ranOf(thread)?.words}>
      {toldWords(thread)}
    </PromiseLine>
  );
  return (
    <footer class="desk-reply" ref={foot}>
      {draft.other?.trim() && <Filled filling={OFFER} props={{ draft }} quiet />}
      {replying && !asked && <Chip icon="pencil">{t("desk.replying", { name: replying })}</Chip>}
      {asked && <Asked words={asked} onSend={() => send(true)} onKeep={() => setAsked("")} />}
      {trouble && (
        <p class="desk-trouble" role="alert">
          {trouble}
        </p>
      )}
      <Composer
        value={draft.body}
        onValue={write}
        onSend={() => send()}
        {...files.composer}
        label={t("desk.reply_to", { name: thread.patient_name })}
        promise={promise}
        topic={<Filled filling={ASK} props={{ asking, onChange: setAsking }} quiet />}
        saved={savedWords(draft)}
        send={
          <div class="desk-send">
            <Button kind="second" pill keys="/" onClick={() => setChoosing(true)}>
              {t("desk.replies_open")}
            </Button>
            <Button kind="second" pill icon="lock" keys="n" onClick={onNote}>
              {t("desk.note")}
            </Button>
            {!asked && (
              <Button type="submit">{t("desk.send_as", { name: account.value?.name ?? "" })}</Button>
            )}
          </div>
        }
      />
      {choosing && (
        <Filled
          filling={REPLIES}
          props={{ thread, onPut: put, onClose: () => setChoosing(false) } satisfies SavedRepliesProps}
          quiet
        />
      )}
    </footer>
  );
}

/** A colleague is at it: the words stay, and the sender decides. */
function Asked({ words, onSend, onKeep }: { words: string; onSend: () => void; onKeep: () => void }) {
  return (
    <div class="desk-asked" role="alert">
      <p>{words}</p>
      <div class="desk-send">
        <Button kind="second" pill onClick={onKeep}>
          {t("desk.keep_draft")}
        </Button>
        <Button pill onClick={onSend}>
          {t("desk.send_too")}
        </Button>
      </div>
    </div>
  );
}

/** Who is writing here besides, for as long as that holds. */
function useReplyingNow(thread: Thread): string | null {
  const [, again] = useState(0);
  void minute.value;
  const until = thread.desk?.replying?.until;
  useEffect(() => {
    const left = until ? Date.parse(until) - now().getTime() : 0;
    if (left <= 0) return;
    const timer = setTimeout(() => again((n) => n + 1), left + 50);
    return () => clearTimeout(timer);
  }, [until]);
  return replyingNow(thread);
}

/** An answer that the server asks about comes back into the field: it is a draft again, and not lost. */
function useRefused(threadId: string, onBack: (answer: Answer, why: string) => void): void {
  const back = useRef(onBack);
  back.current = onBack;
  const refused = entries.value.find(
    ({ kind, state, data, problem }) =>
      kind === ANSWER &&
      state === "failed" &&
      problem?.code === "being_answered" &&
      (data as Answer).thread_id === threadId,
  );
  useEffect(() => {
    if (!refused) return;
    drop(refused.id);
    back.current(refused.data as Answer, refused.problem?.detail ?? "");
  }, [refused?.id]);
}

function useReplyKeys(foot: { current: HTMLElement | null }, send: () => unknown): void {
  const keys = useRef<(event: KeyboardEvent) => void>(() => undefined);
  keys.current = (event) => {
    if (!(event.target as HTMLElement).closest("textarea")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
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
}

/** The blank stands selected, ready to be written over. */
function mark(foot: HTMLElement | null, blank: string): void {
  const field = foot?.querySelector("textarea");
  const at = field?.value.indexOf(blank) ?? -1;
  field?.focus();
  if (at >= 0) field?.setSelectionRange(at, at + blank.length);
}
