/** The days of one week with their sessions; today is marked. A tap on what comes opens what can be said. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { loadTexts, t } from "../../kernel/i18n";
import { account } from "../../kernel/session";
import { date, dayKey, minute, now, weekday } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Icon, type IconName } from "../../ui/Icon";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import type { Booking, Week as WeekData } from "./actions";
import { Hours } from "./Hours";
import { Tell, Told } from "./Tell";
import { canJoin, line, minutesUntil, said } from "./words";
import "./Week.css";

const DAY = 86_400_000;
const ON = ["schedule.", "programs.enrolment_changed"];

/** Noon in UTC: the same calendar day in every zone of the product's region. */
const noon = (day: string) => new Date(`${day}T12:00:00Z`);
const shifted = (day: string, days: number) =>
  new Date(noon(day).getTime() + days * DAY).toISOString().slice(0, 10);

export default function Week() {
  const patient = account.value?.patient_id ?? "";
  const [start, setStart] = useState<string | undefined>();
  const [telling, setTelling] = useState<Booking | null>(null);
  const PhoneCalendar = usePhoneCalendar();
  const week = useAsk(
    () =>
      take(
        api.GET("/api/v1/patients/{patient_id}/week", {
          params: { path: { patient_id: patient }, query: start ? { start } : {} },
        }),
      ),
    { keep: start ? undefined : "week", on: ON, deps: [patient, start] },
  );
  return (
    <Page title={t("schedule.week_title")} over={week.data && dates(week.data)} tab={t("app.week")}>
      <div class="stack wide">
        <Ready of={week}>{(data) => <Days data={data} onTell={setTelling} />}</Ready>
        {week.data && <Turn data={week.data} onStart={setStart} />}
        {PhoneCalendar && <PhoneCalendar />}
      </div>
      <Tell session={telling} onClose={() => setTelling(null)} />
    </Page>
  );
}

/** Comes after the week itself; without a network it is not there. */
function usePhoneCalendar(): ComponentType | null {
  const [Part, setPart] = useState<ComponentType | null>(null);
  useEffect(() => {
    const load = Promise.all([import("./calendar/PhoneCalendar"), loadTexts("calendar")]);
    load.then(([found]) => setPart(() => found.default)).catch(() => undefined);
  }, []);
  return Part;
}

function dates({ first, last }: WeekData): string {
  return t("schedule.week_dates", { first: date(noon(first)), last: date(noon(last)) });
}

/** "Monday 23 Nov": a heading begins with a capital in Spanish too. */
function heading(key: string): string {
  const words = t("schedule.week_day", { day: weekday(noon(key)), date: date(noon(key)) });
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Days({ data, onTell }: { data: WeekData; onTell: (session: Booking) => void }) {
  const today = dayKey(minute.value);
  const days = new Map<string, Booking[]>();
  for (const session of data.sessions) {
    const key = dayKey(session.starts_at);
    days.set(key, [...(days.get(key) ?? []), session]);
  }
  return (
    <>
      {data.hours && data.hours.prescribed > 0 && (
        <Card>
          <Hours hours={data.hours} />
        </Card>
      )}
      {days.size === 0 && <Empty title={t("schedule.week_none_title")}>{t("schedule.week_none")}</Empty>}
      {[...days].map(([key, sessions]) => (
        <Section
          key={key}
          title={heading(key)}
          end={key === today && <Chip icon="sun">{t("schedule.today")}</Chip>}
        >
          <RowList>
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} onTell={onTell} />
            ))}
          </RowList>
        </Section>
      ))}
    </>
  );
}

const KIND: Record<Booking["kind"], IconName> = {
  group: "people",
  individual: "person",
  psychiatry: "pill",
  family: "heart",
  appointment: "calendar",
};

function SessionRow({ session, onTell }: { session: Booking; onTell: (session: Booking) => void }) {
  const at = minute.value;
  const open = session.state !== "cancelled" && minutesUntil(session.ends_at, at) > 0;
  const chip = stateOf(session, at);
  const second = (
    <>
      <span class="numbers">{line(session)}</span>
      {chip && <span class="week-chips">{chip}</span>}
      {open && <Told session={session} />}
    </>
  );
  return (
    <>
      <Row
        title={
          <span class={session.state === "cancelled" ? "struck" : undefined}>{said(session.title)}</span>
        }
        second={second}
        icon={KIND[session.kind]}
        end={open && <Icon name="next" />}
        onClick={open ? () => onTell(session) : undefined}
      />
      {canJoin(session, at) && (
        <li class="week-join">
          <Button icon="video" href={session.link} wide>
            {t("schedule.join")}
          </Button>
        </li>
      )}
    </>
  );
}

/** One word a session: called off, moved, running, or how it went. Words first, the colour comes last. */
function stateOf(session: Booking, at: Date) {
  if (session.state === "cancelled") return <Chip icon="cross">{t("schedule.cancelled")}</Chip>;
  const attendance = session.mine?.attendance ?? "planned";
  if (attendance === "absent") return <Chip icon="heart">{t("schedule.state_absent")}</Chip>;
  if (attendance === "excused") return <Chip icon="page">{t("schedule.state_excused")}</Chip>;
  if (attendance !== "planned") return <Chip tone="done">{t(`schedule.state_${attendance}`)}</Chip>;
  const runs = minutesUntil(session.starts_at, at) <= 0 && minutesUntil(session.ends_at, at) > 0;
  if (runs) return <Chip tone="done">{t("schedule.now")}</Chip>;
  if (session.state === "moved") return <Chip tone="due">{t("schedule.moved")}</Chip>;
  return null;
}

function Turn({ data, onStart }: { data: WeekData; onStart: (start: string | undefined) => void }) {
  const today = dayKey(now());
  const here = data.first <= today && today <= data.last;
  return (
    <nav class="week-turn" aria-label={t("schedule.week_other")}>
      <Button kind="second" pill icon="back" onClick={() => onStart(shifted(data.first, -7))}>
        {t("schedule.week_before")}
      </Button>
      {!here && (
        <Button kind="quiet" onClick={() => onStart(undefined)}>
          {t("schedule.week_this")}
        </Button>
      )}
      <Button kind="second" pill icon="next" onClick={() => onStart(shifted(data.first, 7))}>
        {t("schedule.week_next")}
      </Button>
    </nav>
  );
}
