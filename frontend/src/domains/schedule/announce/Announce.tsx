/** Words to everyone of a group or a track, each as a private copy; the session can change with them. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useAsk } from "../../../kernel/ask";
import { setDirty } from "../../../kernel/dirty";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { announce } from "../../../kernel/live";
import { asProblem, type Problem } from "../../../kernel/problem";
import { dayShort, minute, span } from "../../../kernel/time";
import { Button } from "../../../ui/Button";
import { Choice } from "../../../ui/Choice";
import { Field, FieldError } from "../../../ui/Field";
import { Foot, Page } from "../../../ui/Page";
import { Empty, problemWords, Ready } from "../../../ui/States";
import { bodyOf, fresh, isWritten, type Reach, type Sent, titleOf, type What, type Writing } from "./form";
import { Done, Preview } from "./Preview";

interface Props {
  /** "group" with a session's id, or "track". */
  to: string;
  id: string;
}

export default function Announce({ to, id }: Props) {
  const session = to === "group" ? id : undefined;
  const track = session ? undefined : id;
  const query = session ? { session } : { track };
  const reach = useAsk(() => take(api.GET("/api/v1/announcements/reach", { params: { query } })), {
    on: ["schedule.session_changed"],
    deps: [session, track],
  });
  const found = reach.data;
  const when = found?.session;
  return (
    <Page
      title={t(session ? "announcements.title" : "announcements.title_track")}
      under={found && [titleOf(found), when && span(when.starts_at, when.ends_at)].filter(Boolean).join(", ")}
      over={when && dayShort(when.starts_at)}
      back={session ? `/groups/${session}` : "/groups"}
    >
      <Ready of={reach} empty={(data) => data.to === 0 && <Empty>{t("announcements.nobody_here")}</Empty>}>
        {(data) => <Form key={id} reach={data} track={track} />}
      </Ready>
    </Page>
  );
}

function Form({ reach, track }: { reach: Reach; track?: string }) {
  const [writing, setWriting] = useState(() => fresh(reach));
  const [sent, setSent] = useState<Sent | null>(null);
  const { send, busy, problem } = useSend(setSent);
  const set = (part: Partial<Writing>) => setWriting((before) => ({ ...before, ...part }));
  const unsent = sent === null && isWritten(writing);
  useEffect(() => {
    setDirty("announcement", unsent);
    return () => setDirty("announcement", false);
  }, [unsent]);
  if (sent) return <Done sent={sent} />;
  const submit = (event: Event) => {
    event.preventDefault();
    send(bodyOf(writing, reach, track));
  };
  return (
    <form class="stack" onSubmit={submit}>
      <p>{t("announcements.private")}</p>
      <Words reach={reach} writing={writing} set={set} problem={problem} />
      {reach.session && <Change reach={reach} writing={writing} set={set} problem={problem} />}
      <Preview reach={reach} writing={writing} />
      {reach.others > 0 && (
        <p class="quiet-text label-text">{t("announcements.others", { n: reach.others })}</p>
      )}
      {problem && <FieldError>{problemWords(problem)}</FieldError>}
      <Foot>
        <Button type="submit" wide icon="send" busy={busy && t("announcements.sending")}>
          {t("announcements.send", { n: reach.to })}
        </Button>
      </Foot>
    </form>
  );
}

/** The same try again, with the same key: what arrived once is not sent a second time. */
function useSend(onSent: (sent: Sent) => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const last = useRef({ said: "", key: "" });
  const send = async (body: ReturnType<typeof bodyOf>) => {
    const said = JSON.stringify(body);
    if (last.current.said !== said) last.current = { said, key: crypto.randomUUID() };
    setBusy(true);
    setProblem(undefined);
    try {
      const headers = { "Idempotency-Key": last.current.key };
      const sent = await take(api.POST("/api/v1/announcements", { body, headers }));
      announce(t("announcements.sent", { n: sent.to }));
      onSent(sent);
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return { send: (body: ReturnType<typeof bodyOf>) => void send(body), busy, problem };
}

interface PartProps {
  reach: Reach;
  writing: Writing;
  set: (part: Partial<Writing>) => void;
  problem: Problem | undefined;
}

function Words({ reach, writing, set, problem }: PartProps) {
  return (
    <>
      <Field
        label={t("announcements.words_en")}
        value={writing.en}
        onValue={(en) => set({ en })}
        problem={problem}
        pointer="/texts/en"
        maxLength={8000}
        lines
        required
      />
      <Field
        label={t("announcements.words_es")}
        hint={
          reach.spanish > 0
            ? t("announcements.spanish", { n: reach.spanish })
            : t("announcements.spanish_none")
        }
        value={writing.es}
        onValue={(es) => set({ es })}
        maxLength={8000}
        lines
      />
    </>
  );
}

const WHAT: What[] = ["none", "place", "time"];

function Change({ reach, writing, set, problem }: PartProps) {
  const begun = reach.session && Date.parse(reach.session.starts_at) <= minute.value.getTime();
  if (begun || reach.session?.state === "cancelled") return null;
  return (
    <>
      <Choice
        label={t("announcements.what")}
        value={writing.what}
        onValue={(what) => set({ what })}
        answers={WHAT.map((value) => ({ value, label: t(`announcements.change_${value}`) }))}
        error={problem?.at("/change")}
      />
      {writing.what === "place" && (
        <>
          <Field
            label={t("announcements.place_en")}
            value={writing.placeEn}
            onValue={(placeEn) => set({ placeEn })}
            problem={problem}
            pointer="/change/place/en"
            maxLength={120}
            required
          />
          <Field
            label={t("announcements.place_es")}
            value={writing.placeEs}
            onValue={(placeEs) => set({ placeEs })}
            maxLength={120}
          />
        </>
      )}
      {writing.what === "time" && (
        <>
          <Field
            label={t("announcements.on")}
            type="date"
            value={writing.on}
            onValue={(on) => set({ on })}
            problem={problem}
            pointer="/change/on"
            required
          />
          <Field
            label={t("announcements.wall_time")}
            type="time"
            value={writing.wallTime}
            onValue={(wallTime) => set({ wallTime })}
            problem={problem}
            pointer="/change/wall_time"
            required
          />
        </>
      )}
      {writing.what !== "none" && <p class="quiet-text label-text">{t("announcements.updates")}</p>}
    </>
  );
}
