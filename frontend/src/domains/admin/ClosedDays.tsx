/** Days on which the team does not answer. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { day } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Sheet } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Row, RowList } from "../../ui/RowList";
import { Empty } from "../../ui/States";
import { addHoliday, type Holiday, removeHoliday, type Setting, useKey, useTry } from "./actions";
import { Form, Wrong } from "./Form";
import { noon } from "./words";

interface ClosedDaysProps {
  setting: Setting;
  again: () => void;
}

export function ClosedDays({ setting, again }: ClosedDaysProps) {
  const [open, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    again();
  };
  return (
    <Section title={t("admin.holidays")}>
      {setting.holidays.length === 0 ? (
        <Empty>{t("admin.no_holidays")}</Empty>
      ) : (
        <RowList label={t("admin.holidays")}>
          {setting.holidays.map((holiday) => (
            <Closed key={holiday.id} program={setting.program.id} holiday={holiday} again={again} />
          ))}
        </RowList>
      )}
      <div>
        <Button kind="second" icon="plus" onClick={() => setOpen(true)}>
          {t("admin.add_holiday")}
        </Button>
      </div>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("admin.add_holiday")}>
        <ClosedForm program={setting.program.id} onDone={done} />
      </Sheet>
    </Section>
  );
}

function Closed({ program, holiday, again }: { program: string; holiday: Holiday; again: () => void }) {
  const { busy, problem, run } = useTry();
  const remove = () => void run(() => removeHoliday(program, holiday.id), again);
  return (
    <Row
      title={holiday.name}
      second={
        <>
          {day(noon(holiday.date))}
          {problem && <Wrong problem={problem} />}
        </>
      }
      end={
        <Button kind="quiet" pill busy={busy && t("admin.removing")} onClick={remove}>
          {t("admin.remove")}
        </Button>
      }
    />
  );
}

function ClosedForm({ program, onDone }: { program: string; onDone: () => void }) {
  const key = useKey();
  const { busy, problem, run } = useTry();
  const [date, setDate] = useState("");
  const [name, setName] = useState("");
  return (
    <Form
      button={t("admin.add_holiday")}
      busyWord={t("admin.saving")}
      busy={busy}
      problem={problem}
      onSubmit={() => void run(() => addHoliday(key, program, { date, name }), onDone)}
    >
      <Field
        label={t("admin.day")}
        type="date"
        value={date}
        onValue={setDate}
        problem={problem}
        pointer="/date"
      />
      <Field
        label={t("admin.holiday_name")}
        value={name}
        onValue={setName}
        problem={problem}
        pointer="/name"
      />
    </Form>
  );
}
