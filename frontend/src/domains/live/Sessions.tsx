/** The calendar of family sessions: take a place, wait for one, give it back, come in. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { asProblem, type Problem } from "../../kernel/problem";
import { role } from "../../kernel/session";
import { day, minute, span } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { FieldError } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Empty, problemWords, Ready } from "../../ui/States";
import { cancel, register } from "./actions";
import { endOf, type Session, said } from "./words";

export default function Sessions() {
  const found = useAsk(() => take(api.GET("/api/v1/live-sessions")), {
    on: ["live.session_", "live.registration_"],
  });
  const back = role.value === "relative" ? "/family" : "/more";
  return (
    <Page title={t("live.title")} under={t("live.under")} back={back} tab={t("live.tab")}>
      <Ready of={found} empty={(all) => coming(all).length === 0 && <Empty>{t("live.none")}</Empty>}>
        {(all) => (
          <div class="stack">
            {coming(all).map((session) => (
              <SessionCard key={session.id} session={session} changed={found.again} />
            ))}
            <p class="quiet-text label-text">{t("live.private")}</p>
          </div>
        )}
      </Ready>
    </Page>
  );
}

function coming(all: Session[]): Session[] {
  return all.filter((session) => session.state !== "ended");
}

function SessionCard({ session, changed }: { session: Session; changed: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const act = (change: (id: string) => Promise<Session>, done: string) => {
    setBusy(true);
    change(session.id)
      .then((next) => {
        setProblem(undefined);
        announce(t(next.mine === "waiting" ? "live.now_waiting" : done));
        changed();
      })
      .catch((error) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Card>
      <div class="stack tight">
        <State session={session} />
        <h2>{said(session.title)}</h2>
        <p class="numbers">
          {t("live.when", { day: day(session.starts_at), time: span(session.starts_at, endOf(session)) })}
        </p>
        <p class="quiet-text">{said(session.description)}</p>
        <p class="quiet-text label-text">{t("live.with", { name: session.host_name })}</p>
        {problem && <FieldError>{problemWords(problem)}</FieldError>}
        {session.hosting && (
          <Button
            href={`/sessions/${session.id}/host`}
            wide
            kind={session.mine === "none" ? "primary" : "second"}
          >
            {t("live.host_it")}
          </Button>
        )}
        <Place session={session} busy={busy} act={act} />
      </div>
    </Card>
  );
}

function State({ session }: { session: Session }) {
  if (session.state === "open") return <Chip tone="done">{t("live.now")}</Chip>;
  if (session.mine === "registered") return <Chip tone="done">{t("live.registered")}</Chip>;
  if (session.mine === "waiting") return <Chip icon="clock">{t("live.waiting")}</Chip>;
  if (session.free === 0) return <Chip icon="people">{t("live.full")}</Chip>;
  return <Chip icon="people">{t("live.free", { n: session.free })}</Chip>;
}

type Act = (change: (id: string) => Promise<Session>, done: string) => void;

function Place({ session, busy, act }: { session: Session; busy: boolean; act: Act }) {
  if (session.mine === "none") {
    if (session.hosting) return null;
    return (
      <Button wide busy={busy && t("live.registering")} onClick={() => act(register, "live.now_registered")}>
        {session.free > 0 ? t("live.register") : t("live.wait")}
      </Button>
    );
  }
  const open = session.state === "open" || minute.value.getTime() >= Date.parse(session.doors_at);
  return (
    <>
      {session.mine === "registered" && open && (
        <Button icon="people" wide href={`/sessions/${session.id}`}>
          {t("live.join")}
        </Button>
      )}
      {session.mine === "registered" && !open && <p class="label-text">{t("live.doors")}</p>}
      {session.mine === "waiting" && <p class="label-text">{t("live.waiting_note")}</p>}
      <Button
        kind="quiet"
        busy={busy && t("live.cancelling")}
        onClick={() => act(cancel, "live.now_cancelled")}
      >
        {session.mine === "waiting" ? t("live.leave_line") : t("live.give_back")}
      </Button>
    </>
  );
}
