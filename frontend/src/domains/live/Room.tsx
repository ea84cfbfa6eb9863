/** A room for one who joined: the slide, the line under it, questions with their answers, and asking. */
import { useEffect, useState } from "preact/hooks";
import { onFrame } from "../../kernel/frames";
import { t } from "../../kernel/i18n";
import { entries, entryOf, retry } from "../../kernel/outbox";
import { clock } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Switch } from "../../ui/Choice";
import { Composer } from "../../ui/Composer";
import { Icon } from "../../ui/Icon";
import { Foot, Page } from "../../ui/Page";
import { Slot } from "../../ui/Slot";
import { Cannot, Loading } from "../../ui/States";
import { ask, join, leave, questions } from "./actions";
import { Caption, SlideCard } from "./SlideCard";
import { useRoom } from "./useRoom";
import { aliasOf, type Question, type Room as RoomData, said } from "./words";

export default function Room({ id }: { id: string }) {
  const { room, problem, again } = useRoom(id, join);
  useEffect(() => onFrame("live.registration_changed", again), [id]);
  useEffect(() => {
    const away = () => void leave(id).catch(() => undefined);
    return away;
  }, [id]);
  if (!room) {
    return (
      <Page title={t("live.tab")} back="/sessions">
        {problem ? <Cannot problem={problem} again={again} /> : <Loading />}
      </Page>
    );
  }
  return <Inside id={id} room={room} />;
}

function Inside({ id, room }: { id: string; room: RoomData }) {
  const { session } = room;
  const over = session.state === "ended";
  const heading = over ? t("live.over_title") : session.state === "open" ? t("live.now") : t("live.soon");
  return (
    <Page title={heading} back="/sessions" compact tab={t("live.tab")}>
      <h2 class="read-aloud">{said(session.title)}</h2>
      {session.state === "open" && (
        <>
          <SlideCard slide={room.slide} count={room.slide_count} />
          <Caption slide={room.slide} />
        </>
      )}
      <div class={session.state === "open" ? "stack room-body room-open" : "stack room-body"}>
        {session.state === "planned" && <Before room={room} />}
        {over && <After />}
        <Questions session={id} />
        <p class="room-line">
          <Icon name="lock" />
          <span>
            {t("live.nobody_sees")} {room.alias && t("live.your_alias", { name: aliasOf(room.alias) })}
          </span>
        </p>
      </div>
      {session.state === "open" && <Ask id={id} host={session.host_name} />}
    </Page>
  );
}

function Before({ room }: { room: RoomData }) {
  return (
    <Card>
      <h2>{said(room.session.title)}</h2>
      <p>{t("live.before", { name: room.session.host_name, time: clock(room.session.starts_at) })}</p>
    </Card>
  );
}

function After() {
  return (
    <Card>
      <div class="stack tight">
        <p>{t("live.after")}</p>
        <Button kind="second" href="/learn">
          {t("live.to_library")}
        </Button>
      </div>
    </Card>
  );
}

/** Answered ones for everybody; one's own also while it waits. */
function Questions({ session }: { session: string }) {
  const here = questions.all.value
    .filter((question) => question.session_id === session)
    .sort((a, b) => a.asked_at.localeCompare(b.asked_at));
  if (here.length === 0) return null;
  return (
    <section class="stack tight" aria-label={t("live.questions")}>
      <h2>{t("live.questions")}</h2>
      <div class="stack tight" aria-live="polite">
        {here.map((question) => (
          <Asked key={question.id} question={question} />
        ))}
      </div>
    </section>
  );
}

function Asked({ question }: { question: Question }) {
  const who = question.mine
    ? t("live.you_asked")
    : question.alias
      ? aliasOf(question.alias)
      : t("live.someone_asked");
  return (
    <Card class="question">
      <p class="quiet-text small-text">{who}</p>
      <p>{question.text}</p>
      {question.answer ? (
        <p class="question-answer">{question.answer}</p>
      ) : (
        <p class="quiet-text small-text">{t("live.not_answered_yet")}</p>
      )}
    </Card>
  );
}

function Ask({ id, host }: { id: string; host: string }) {
  const [text, setText] = useState("");
  const [anonymous, setAnonymous] = useState(true);
  const [sent, setSent] = useState<string>();
  const waiting = sent ? entryOf(sent) : undefined;
  const send = () => {
    setSent(ask({ session: id, text: text.trim(), anonymous }));
    setText("");
  };
  return (
    <Foot raised>
      <Slot place="writing" props={{ text, place: "live" }} />
      <Switch on={anonymous} onChange={setAnonymous}>
        {t("live.ask_without_name")}
      </Switch>
      <Composer
        value={text}
        onValue={(value) => setText(value.slice(0, 500))}
        onSend={send}
        label={t("live.ask_host", { name: host })}
        saved={waiting && entries.value && waiting.state !== "failed" ? t("ui.waiting") : undefined}
      />
      {waiting?.state === "failed" && (
        <Button kind="quiet" onClick={() => retry(waiting.id)}>
          {t("ui.not_sent")}
        </Button>
      )}
    </Foot>
  );
}
