import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { dayKey, now as present } from "../../kernel/time";
import { Check } from "../../ui/Choice";
import { Field, FieldError, Select } from "../../ui/Field";
import { type Admission, type Body, changeLevel, useKey, useTry } from "./actions";
import { Form } from "./Form";
import { levels, WEEK } from "./words";

type Level = Body<"EnrolBodyRequest">["level"];

interface LevelFormProps {
  admission: Admission;
  onDone: () => void;
}

export function LevelForm({ admission, onDone }: LevelFormProps) {
  const key = useKey();
  const { busy, problem, run } = useTry();
  const held = admission.patient.enrolment;
  const [level, setLevel] = useState<Level>(held?.level ?? "iop5");
  const [track, setTrack] = useState(admission.tracks.find((each) => each.name === held?.track)?.id ?? "");
  const [weekdays, setWeekdays] = useState<number[]>(held?.weekdays ?? [0, 1, 2, 3, 4]);
  const [startsOn, setStartsOn] = useState(dayKey(present()));
  const body = { level, track_id: track || null, weekdays, starts_on: startsOn };
  const tracks = [
    { value: "", label: t("admin.no_track") },
    ...admission.tracks.map((each) => ({ value: each.id, label: each.name })),
  ];
  const days = problem?.at("/weekdays");
  return (
    <Form
      button={t("admin.save")}
      busyWord={t("admin.saving")}
      busy={busy}
      problem={problem}
      onSubmit={() => void run(() => changeLevel(key, admission.patient.id, body), onDone)}
    >
      <Select
        label={t("admin.level")}
        value={level}
        options={levels()}
        onValue={(value) => setLevel(value as Level)}
      />
      <Select label={t("admin.track")} value={track} options={tracks} onValue={setTrack} />
      <fieldset class="choices">
        <legend>{t("admin.days")}</legend>
        <div class="admin-days">
          {WEEK.map((day) => (
            <Check
              key={day}
              label={t(`admin.weekday_${day}`)}
              checked={weekdays.includes(day)}
              onChecked={(on) =>
                setWeekdays(on ? [...weekdays, day].sort() : weekdays.filter((each) => each !== day))
              }
            />
          ))}
        </div>
        {days && <FieldError>{days}</FieldError>}
      </fieldset>
      <Field
        label={t("admin.starts_on")}
        hint={t("admin.level_note")}
        type="date"
        value={startsOn}
        onValue={setStartsOn}
        problem={problem}
        pointer="/starts_on"
      />
    </Form>
  );
}
