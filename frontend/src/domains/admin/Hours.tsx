/** When the team answers: the week in seven lines, changed as a whole. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Switch } from "../../ui/Choice";
import { Sheet } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Row, RowList } from "../../ui/RowList";
import { Empty } from "../../ui/States";
import { type Setting, setHours, useTry } from "./actions";
import { Form } from "./Form";
import { WEEK, wall } from "./words";

interface HoursProps {
  setting: Setting;
  again: () => void;
}

export function Hours({ setting, again }: HoursProps) {
  const [open, setOpen] = useState(false);
  const of = new Map(setting.hours.map((row) => [row.weekday, row]));
  const line = (day: number) => {
    const row = of.get(day);
    return row
      ? t("admin.from_until", { from: wall(row.opens), until: wall(row.closes) })
      : t("admin.closed");
  };
  return (
    <Section title={t("admin.hours")}>
      <p class="quiet-text label-text">{t("admin.hours_under")}</p>
      {setting.hours.length === 0 ? (
        <Empty>{t("admin.no_hours")}</Empty>
      ) : (
        <RowList label={t("admin.hours")}>
          {WEEK.map((day) => (
            <Row key={day} title={t(`admin.weekday_${day}`)} second={line(day)} />
          ))}
        </RowList>
      )}
      <div>
        <Button kind="second" onClick={() => setOpen(true)}>
          {t("admin.change_hours")}
        </Button>
      </div>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("admin.hours")}>
        <HoursForm
          setting={setting}
          again={() => {
            setOpen(false);
            again();
          }}
        />
      </Sheet>
    </Section>
  );
}

function HoursForm({ setting, again }: HoursProps) {
  const { busy, problem, run } = useTry();
  const [week, setWeek] = useState(() => {
    const of = new Map(setting.hours.map((row) => [row.weekday, row]));
    return WEEK.map((weekday) => {
      const row = of.get(weekday);
      return {
        weekday,
        on: Boolean(row),
        opens: row?.opens.slice(0, 5) ?? "09:00",
        closes: row?.closes.slice(0, 5) ?? "17:00",
      };
    });
  });
  const change = (weekday: number, part: Partial<(typeof week)[number]>) =>
    setWeek(week.map((day) => (day.weekday === weekday ? { ...day, ...part } : day)));
  const hours = week
    .filter((day) => day.on)
    .map(({ weekday, opens, closes }) => ({ weekday, opens, closes }));
  const wrong = (weekday: number) => problem?.at(`/hours/${weekday}`);
  return (
    <Form
      button={t("admin.save")}
      busyWord={t("admin.saving")}
      busy={busy}
      problem={problem}
      onSubmit={() =>
        void run(() => setHours(setting.program.id, { hours, version: setting.program.version }), again)
      }
      onNewest={again}
    >
      {week.map((day) => (
        <fieldset key={day.weekday} class="admin-day">
          <legend class="read-aloud">{t(`admin.weekday_${day.weekday}`)}</legend>
          <Switch on={day.on} onChange={(on) => change(day.weekday, { on })} atEnd>
            {t(`admin.weekday_${day.weekday}`)}
          </Switch>
          {day.on && (
            <div class="admin-pair">
              <Field
                label={t("admin.opens")}
                type="time"
                value={day.opens}
                onValue={(opens) => change(day.weekday, { opens })}
              />
              <Field
                label={t("admin.closes")}
                type="time"
                value={day.closes}
                onValue={(closes) => change(day.weekday, { closes })}
                error={wrong(day.weekday)}
              />
            </div>
          )}
        </fieldset>
      ))}
    </Form>
  );
}
