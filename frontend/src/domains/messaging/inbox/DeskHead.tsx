/** Whose thread it is: about whom, and who of the team has it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../kernel/i18n";
import { asProblem } from "../../../kernel/problem";
import { account } from "../../../kernel/session";
import type { Filling } from "../../../kernel/slots";
import { Button } from "../../../ui/Button";
import { Chip } from "../../../ui/Chip";
import { Back, HelpNow } from "../../../ui/Page";
import { Face } from "../../../ui/RowList";
import { Filled } from "../../../ui/Slot";
import { problemWords } from "../../../ui/States";
import { SEARCH } from "../parts";
import type { Thread } from "../state";
import { topicWord } from "../words";
import { assign, claim, closeThread, colleaguesOf } from "./actions";
import type { HandOverProps } from "./HandOver";
import { patientWord } from "./words";
import "./head.css";

const HAND_OVER: Filling = { name: "desk", order: 0, load: () => import("./HandOver") };

export interface DeskHeadProps {
  thread: Thread;
}

export default function DeskHead({ thread }: DeskHeadProps) {
  const [trouble, setTrouble] = useState("");
  const [handing, setHanding] = useState(false);
  const [searching, setSearching] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // On a phone this is a screen of its own; beside the list the focus stays in the list. The newest words
    // are in view already, and the head that comes late must not take them away.
    if (document.querySelector<HTMLElement>(".inbox-list")?.offsetParent === null)
      title.current?.focus({ preventScroll: true });
  }, []);
  const assigned = thread.desk?.assigned_to;
  const mine = assigned && assigned.account_id === account.value?.id;
  const open = thread.state === "open";
  const covered = thread.desk?.covering_for;
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
        <p class="quiet-text">{whoseWords(thread, Boolean(mine))}</p>
        {covered && <Chip>{t("desk.covering", { name: covered.name })}</Chip>}
      </div>
      <div class="desk-acts">
        {open && !mine && (
          <Button
            kind="second"
            pill
            keys="c"
            onClick={run(() => (assigned ? takeOver(thread) : claim(thread.id)))}
          >
            {t(assigned ? "desk.take_over" : "desk.claim")}
          </Button>
        )}
        {open && (
          <Button kind="second" pill onClick={() => setHanding(true)}>
            {t("desk.hand_over")}
          </Button>
        )}
        {open && (
          <Button kind="second" pill keys="e" onClick={run(() => closeThread(thread.id))}>
            {t("desk.close")}
          </Button>
        )}
        <Button kind="second" pill icon="search" onClick={() => setSearching(true)}>
          {t("messaging.search")}
        </Button>
      </div>
      {trouble && (
        <p class="desk-trouble" role="alert">
          {trouble}
        </p>
      )}
      {searching && (
        <Filled
          filling={SEARCH}
          props={{ patientId: thread.patient_id, onClose: () => setSearching(false) }}
          quiet
        />
      )}
      {handing && (
        <Filled
          filling={HAND_OVER}
          props={{ thread, onClose: () => setHanding(false) } satisfies HandOverProps}
          quiet
        />
      )}
    </header>
  );
}

function whoseWords(thread: Thread, mine: boolean): string {
  const topic = topicWord(thread.topic);
  const assigned = thread.desk?.assigned_to;
  if (mine) return t("desk.assigned_you", { topic });
  if (assigned) return t("desk.assigned_to", { topic, name: assigned.name });
  return t("desk.assigned_nobody", { topic });
}

/** Another has it: it is given to oneself, as one would give it to anybody. */
async function takeOver(thread: Thread): Promise<void> {
  const people = await colleaguesOf(thread.id);
  const me = people.find(({ account_id }) => account_id === account.value?.id);
  await (me ? assign(thread.id, me.staff_id) : claim(thread.id));
}
