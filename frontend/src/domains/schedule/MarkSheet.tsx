/** The marks that have no button of their own: left early with minutes, excused, late by how much. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Sheet } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import type { Mark, Person } from "./sheet";

interface Props {
  person: Person | null;
  /** Minutes of the session. */
  length: number;
  onClose: () => void;
  onMark: (state: Mark, minutes: number | null) => void;
}

export function More({ person, length, onClose, onMark }: Props) {
  return (
    <Sheet open={person !== null} onClose={onClose} title={person?.name ?? ""}>
      {person && <Form key={person.patient_id} person={person} length={length} onMark={onMark} />}
    </Sheet>
  );
}

function Form({ person, length, onMark }: { person: Person } & Pick<Props, "length" | "onMark">) {
  const [minutes, setMinutes] = useState(String(person.mine.minutes ?? length));
  const n = Number(minutes);
  const wrong = !Number.isInteger(n) || n < 0 || n > length;
  const mark = (state: Mark) => () => !wrong && onMark(state, n);
  return (
    <div class="stack tight">
      {person.mine.reason && <p class="quiet-text">{person.mine.reason}</p>}
      <Field
        label={t("daysheet.minutes")}
        hint={t("daysheet.minutes_of", { n: length })}
        type="number"
        inputMode="numeric"
        value={minutes}
        onValue={setMinutes}
        error={wrong ? t("daysheet.minutes_wrong", { n: length }) : undefined}
      />
      <Button kind="second" wide onClick={mark("left_early")}>
        {t("daysheet.left_early")}
      </Button>
      <Button kind="second" wide onClick={mark("late")}>
        {t("daysheet.late")}
      </Button>
      <Button kind="second" wide onClick={() => onMark("excused", 0)}>
        {t("daysheet.excused")}
      </Button>
      <Button kind="quiet" href={`/patients/${person.patient_id}`}>
        {t("daysheet.open_patient")}
      </Button>
    </div>
  );
}
