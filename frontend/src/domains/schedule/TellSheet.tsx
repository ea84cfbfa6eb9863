/** One question, one tap, and a reason if one likes: the leader sees it before the session. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { moment } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Choice } from "../../ui/Choice";
import { Sheet } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Slot } from "../../ui/Slot";
import { type Booking, type Said, say } from "./actions";
import { said } from "./words";

const MINUTES = [5, 10, 15, 30];
type Word = Exclude<Said["says"], "">;

interface Props {
  session: Booking | null;
  onClose: () => void;
}

export default function TellSheet({ session, onClose }: Props) {
  return (
    <>
      {session === null && <Slot place="writing" props={{ text: "", place: "week" }} />}
      <Sheet open={session !== null} onClose={onClose} title={t("tell.title")}>
        {session && <Form key={session.session_id} session={session} onClose={onClose} />}
      </Sheet>
    </>
  );
}

function Form({ session, onClose }: { session: Booking; onClose: () => void }) {
  const before = session.mine;
  const [word, setWord] = useState<Word>(before?.says || "late");
  const [minutes, setMinutes] = useState<number>(before?.late_minutes ?? 10);
  const [reason, setReason] = useState(before?.reason ?? "");
  useEffect(() => setReason(before?.reason ?? ""), [before?.reason]);

  const send = (says: Said["says"]) => {
    const late = says === "late" ? minutes : null;
    say({ session: session.session_id, leader: session.leader, says, minutes: late, reason });
    onClose();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    send(word);
  };
  return (
    <form class="stack" onSubmit={submit}>
      <p class="quiet-text">
        {t("tell.under", {
          title: said(session.title),
          time: moment(session.starts_at),
          name: session.leader,
        })}
      </p>
      <Choice
        label={t("tell.what")}
        hideLabel
        value={word}
        onValue={setWord}
        answers={[
          { value: "late", label: t("tell.late") },
          { value: "cant_come", label: t("tell.cant_come") },
        ]}
      />
      {word === "late" && <Minutes value={minutes} onValue={setMinutes} />}
      <Field
        label={t("tell.reason")}
        hint={t("tell.reason_hint")}
        value={reason}
        onValue={setReason}
        maxLength={500}
        lines
      />
      <Slot place="writing" props={{ text: reason, place: "week" }} />
      <div class="stack tight">
        <Button type="submit" wide>
          {t("tell.send", { name: session.leader })}
        </Button>
        {before?.says && (
          <Button kind="second" wide onClick={() => send("")}>
            {t("tell.back")}
          </Button>
        )}
      </div>
    </form>
  );
}

function Minutes({ value, onValue }: { value: number; onValue: (minutes: number) => void }) {
  return (
    <fieldset class="minutes">
      <legend class="label-text">{t("tell.minutes")}</legend>
      {MINUTES.map((each) => (
        <label key={each}>
          <input type="radio" name="minutes" checked={value === each} onChange={() => onValue(each)} />
          <span>{t("tell.minutes_n", { n: each })}</span>
        </label>
      ))}
    </fieldset>
  );
}
