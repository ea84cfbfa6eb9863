/** Planning days off: whose, from when until when, and who covers. */
import { useState } from "preact/hooks";
import { t } from "../../../kernel/i18n";
import { asProblem, type Problem } from "../../../kernel/problem";
import { Button } from "../../../ui/Button";
import { Field, FieldError, Select } from "../../../ui/Field";
import { problemWords } from "../../../ui/States";
import { type Coverage, planAway } from "./actions";

interface AwayFormProps {
  coverage: Coverage;
  people: Coverage["people"];
  onDone: () => void;
}

export function AwayForm({ coverage, people, onDone }: AwayFormProps) {
  const [key] = useState(() => crypto.randomUUID());
  const [staff, setStaff] = useState(() => (people.find(({ mine }) => mine) ?? people[0])?.staff_id ?? "");
  const [first, setFirst] = useState(coverage.today);
  const [last, setLast] = useState(coverage.today);
  const [cover, setCover] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await planAway(key, { staff_id: staff, starts_on: first, ends_on: last, cover_id: cover || null });
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  const covers = coverage.people.filter(({ staff_id }) => staff_id !== staff);
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      {people.length > 1 && (
        <Select
          label={t("away.who")}
          value={staff}
          options={people.map(({ staff_id, name }) => ({ value: staff_id, label: name }))}
          onValue={setStaff}
        />
      )}
      <Field
        label={t("away.first_day")}
        type="date"
        value={first}
        min={coverage.today}
        onValue={(day) => {
          setFirst(day);
          if (last < day) setLast(day);
        }}
        problem={problem}
        pointer="/starts_on"
      />
      <Field
        label={t("away.last_day")}
        type="date"
        value={last}
        min={first}
        onValue={setLast}
        problem={problem}
        pointer="/ends_on"
      />
      <Select
        label={t("away.cover")}
        hint={t("away.cover_hint")}
        value={cover}
        options={[
          { value: "", label: t("away.whole_team") },
          ...covers.map(({ staff_id, name }) => ({ value: staff_id, label: name })),
        ]}
        onValue={setCover}
      />
      {problem && <FieldError>{problem.at("/cover_id") ?? problemWords(problem)}</FieldError>}
      <Button type="submit" wide busy={busy && t("away.saving")}>
        {t("away.save")}
      </Button>
    </form>
  );
}
