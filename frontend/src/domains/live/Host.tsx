/** The host's side of a room: open, next and back, questions with answers, end. Totals, never people. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Switch } from "../../ui/Choice";
import { Sheet } from "../../ui/Dialog";
import { Field, FieldError } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { Cannot, Loading, problemWords } from "../../ui/States";
import { answer, look, questions, setLock, setState, showSlide } from "./actions";
import { Caption, SlideCard } from "./SlideCard";
import { useRoom } from "./useRoom";
import { aliasOf, type Question, type Room, said } from "./words";

export default function Host({ id }: { id: string }) {
  const { room, problem, put, again } = useRoom(id, look);
  if (!room) {
    return (
      <Page title={t("live.tab")} back="/sessions">
        {problem ? <Cannot problem={problem} again={again} /> : <Loading />}
      </Page>
    );
  }
  return <Desk id={id} room={room} put={put} />;
}

interface DeskProps {
  id: string;
  room: Room;
  put: (room: Room) => void;
}

function Desk({ id, room, put }: DeskProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const act = (change: () => Promise<Room>) => {
    setBusy(true);
    change()
      .then((next) => {
        setProblem(undefined);
        put(next);
      })
      .catch((error) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  const { session } = room;
  return (
    <Page title={said(session.title)} back="/sessions" compact tab={t("live.tab")}>
      {session.state !== "ended" && (
        <>
          <SlideCard slide={room.slide} count={room.slide_count} />
          <Caption slide={room.slide} />
        </>
      )}
      <div class="stack room-body">
        {problem && <FieldError>{problemWords(problem)}</FieldError>}
        <Numbers room={room} />
        {session.state !== "ended" && (
          <Switch atEnd on={room.locked} onChange={(on) => act(() => setLock(id, on))}>
            {t("live.lock")}
          </Switch>
        )}
        <Questions session={id} />
        {session.state === "open" && <End act={() => act(() => setState(id, "ended"))} />}
      </div>
      <Foot raised>
        {session.state === "planned" && (
          <Button wide busy={busy && t("live.opening")} onClick={() => act(() => setState(id, "open"))}>
            {t("live.open")}
          </Button>
        )}
        {session.state === "open" && <Turn id={id} room={room} busy={busy} act={act} />}
        {session.state === "ended" && <p>{t("live.over_title")}</p>}
      </Foot>
    </Page>
  );
}

interface TurnProps {
  id: string;
  room: Room;
  busy: boolean;
  act: (change: () => Promise<Room>) => void;
}

function Turn({ id, room, busy, act }: TurnProps) {
  const { index } = room.slide;
  const next = room.slides?.[index + 1];
  const to = (slide: number) => act(() => showSlide(id, slide));
  return (
    <div class="host-turn">
      <Button kind="second" icon="back" onClick={() => index > 0 && to(index - 1)}>
        {t("live.back")}
      </Button>
      <Button icon="next" busy={busy && t("live.showing")} onClick={() => next && to(index + 1)}>
        {next ? t("live.next") : t("live.last")}
      </Button>
      {next && (
        <p class="quiet-text small-text host-next">{t("live.next_is", { title: said(next.title) })}</p>
      )}
    </div>
  );
}

function Numbers({ room }: { room: Room }) {
  const { here = 0, registered = 0, waiting = 0 } = room.totals ?? {};
  return (
    <Card>
      <p class="numbers">
        <b>{t("live.here", { n: here })}</b>
      </p>
      <p class="quiet-text numbers">
        {t("live.places", { registered, capacity: room.session.capacity, waiting })}
      </p>
      <p class="quiet-text small-text">{t("live.totals_only")}</p>
    </Card>
  );
}

/** Open ones first: they wait for the host. */
function Questions({ session }: { session: string }) {
  const here = questions.all.value
    .filter((question) => question.session_id === session)
    .sort(
      (a, b) => Number(Boolean(a.answer)) - Number(Boolean(b.answer)) || a.asked_at.localeCompare(b.asked_at),
    );
  return (
    <Section title={t("live.questions")}>
      <div class="stack tight" aria-live="polite">
        {here.length === 0 && <p class="quiet-text">{t("live.no_questions")}</p>}
        {here.map((question) => (
          <Asked key={question.id} question={question} />
        ))}
      </div>
    </Section>
  );
}

function Asked({ question }: { question: Question }) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = () => {
    if (!text.trim()) return;
    setBusy(true);
    answer(question.id, text.trim())
      .then((found) => questions.put(found))
      .catch((error) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Card class="question">
      <p class="quiet-text small-text">{question.alias ? aliasOf(question.alias) : t("live.without_name")}</p>
      <p>{question.text}</p>
      {question.answer ? (
        <p class="question-answer">{question.answer}</p>
      ) : (
        <>
          <Field
            label={t("live.answer")}
            value={text}
            onValue={setText}
            lines
            problem={problem}
            pointer="/text"
          />
          <Button kind="second" busy={busy && t("ui.sending")} onClick={send}>
            {t("live.answer_all")}
          </Button>
        </>
      )}
    </Card>
  );
}

function End({ act }: { act: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t("live.end")}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("live.end_title")}>
        <div class="stack tight">
          <p>{t("live.end_note")}</p>
          <Button wide onClick={act}>
            {t("live.end_now")}
          </Button>
        </div>
      </Sheet>
    </>
  );
}
