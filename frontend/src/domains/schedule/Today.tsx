/** What now, what next, the week's hours, small things, the newest message. One call to the server. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { account } from "../../kernel/session";
import { clock, dayShort, isToday, minute, weekday, zone } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Hero } from "../../ui/Hero";
import { ICONS, type IconName } from "../../ui/Icon";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Slot } from "../../ui/Slot";
import { Empty, Ready } from "../../ui/States";
import type { Booking, Today as TodayData } from "./actions";
import { Hours } from "./Hours";
import { Tell, Told } from "./Tell";
import { canJoin, line, minutesUntil, said, startsWhen, where } from "./words";
import "./Today.css";

/** Keeps the kind line's place until it is known, so that nothing moves. */
const HELD_LINE = "\u00a0";
const ON = ["schedule.", "measures.", "programs.enrolment_changed", "programs.patient_renamed"];

export default function Today() {
  const patient = account.value?.patient_id ?? "";
  const today = useAsk(
    () => take(api.GET("/api/v1/patients/{patient_id}/today", { params: { path: { patient_id: patient } } })),
    { keep: "today", on: ON, deps: [patient] },
  );
  const name = today.data?.preferred_name ?? account.value?.name ?? "";
  return (
    <Page
      title={t(`schedule.greeting_${partOfDay(minute.value)}`, { name })}
      under={today.data ? t(busy(today.data) ? "schedule.line_sessions" : "schedule.line_free") : HELD_LINE}
      over={dayShort(minute.value)}
      tab={t("app.today")}
    >
      <div class="stack wide">
        <Ready of={today}>
          {(data) => (
            <>
              <Next data={data} />
              {data.hours.prescribed > 0 && (
                <Card>
                  <Hours hours={data.hours} />
                </Card>
              )}
              <Due items={data.due} />
            </>
          )}
        </Ready>
        {/* What others add stands below: were it here first, the day would push it away under the thumb. */}
        {today.state !== "loading" && <Slot place="today" />}
      </div>
    </Page>
  );
}

function partOfDay(at: Date): "morning" | "afternoon" | "evening" | "night" {
  const hour = Number(
    new Intl.DateTimeFormat("en-GB", { timeZone: zone.value, hour: "2-digit", hourCycle: "h23" }).format(at),
  );
  if (hour < 4) return "night";
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}

function busy({ now, coming }: TodayData): boolean {
  return now !== null || coming.some(({ starts_at }) => isToday(starts_at));
}

/** The hero counts by the minute; what has ended since the last answer is passed over. */
function Next({ data }: { data: TodayData }) {
  const [telling, setTelling] = useState<Booking | null>(null);
  const at = minute.value;
  const left = [...(data.now ? [data.now] : []), ...data.coming].filter(
    ({ ends_at }) => minutesUntil(ends_at, at) > 0,
  );
  const [first, then] = left;
  if (!first) return <Empty title={t("schedule.none_title")}>{t("schedule.none")}</Empty>;
  const follows = then && sameDay(first, then) ? then : undefined;
  const join = canJoin(first, at);
  return (
    <>
      <Hero
        when={startsWhen(first, at)}
        title={said(first.title)}
        second={line(first)}
        then={
          follows && [
            t("schedule.then", { time: clock(follows.starts_at) }),
            [said(follows.title), where(follows)].filter(Boolean).join(", "),
          ]
        }
      >
        {join && (
          <Button icon="video" href={first.link}>
            {t("schedule.join")}
          </Button>
        )}
        <Button kind="second" onClick={() => setTelling(first)}>
          {t(minutesUntil(first.starts_at, at) <= 180 ? "schedule.running_late" : "schedule.cant_come")}
        </Button>
      </Hero>
      <Told session={first} />
      <Tell session={telling} onClose={() => setTelling(null)} />
    </>
  );
}

function sameDay(first: Booking, then: Booking): boolean {
  return weekday(first.starts_at) === weekday(then.starts_at);
}

function Due({ items }: { items: TodayData["due"] }) {
  if (items.length === 0) return null;
  const title = t(items.length <= 3 ? `schedule.due_${items.length}` : "schedule.due_many", {
    n: items.length,
  });
  return (
    <Section title={title}>
      <RowList>
        {items.map((item) => (
          <Row
            key={item.id}
            href={item.path}
            icon={item.icon in ICONS ? (item.icon as IconName) : "page"}
            title={said(item.title)}
            second={said(item.second)}
            end={<When due={item.due_at} />}
          />
        ))}
      </RowList>
    </Section>
  );
}

function When({ due }: { due: string | null }) {
  if (due === null) return null;
  if (isToday(due) || minutesUntil(due, minute.value) <= 0) {
    return <Chip tone="due">{t("schedule.due_today")}</Chip>;
  }
  return <span>{t("schedule.due_by", { day: weekday(due, "short") })}</span>;
}
