import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { dayKey, now as present } from "../../kernel/time";
import { Field, Select } from "../../ui/Field";
import { type Admission, admitPatient, useKey, useTry } from "./actions";
import { Form } from "./Form";
import { languages } from "./words";

interface AdmitFormProps {
  program: string;
  onDone: (made: Admission) => void;
}

export function AdmitForm({ program, onDone }: AdmitFormProps) {
  const key = useKey();
  const { busy, problem, run } = useTry();
  const [now, setNow] = useState({
    full_name: "",
    preferred_name: "",
    birth_date: "",
    admitted_on: dayKey(present()),
    email: "",
    language: "en",
  });
  const text = (name: keyof typeof now) => ({
    value: now[name],
    onValue: (value: string) => setNow({ ...now, [name]: value }),
    problem,
    pointer: `/${name}`,
  });
  const body = {
    ...now,
    birth_date: now.birth_date || null,
    language: now.language === "es" ? ("es" as const) : ("en" as const),
  };
  return (
    <Form
      button={t("admin.admit_do")}
      busyWord={t("admin.admitting")}
      busy={busy}
      problem={problem}
      onSubmit={() => void run(() => admitPatient(key, program, body), onDone)}
    >
      <Field label={t("admin.full_name")} {...text("full_name")} />
      <Field label={t("admin.preferred_name")} hint={t("admin.preferred_hint")} {...text("preferred_name")} />
      <div class="admin-pair dates">
        <Field label={t("admin.birth_date")} type="date" {...text("birth_date")} />
        <Field label={t("admin.admitted_on")} type="date" {...text("admitted_on")} />
      </div>
      <Field
        label={t("admin.email")}
        hint={t("admin.patient_email_hint")}
        type="email"
        inputMode="email"
        {...text("email")}
      />
      <Select
        label={t("admin.patient_language")}
        value={now.language}
        options={languages()}
        onValue={(language) => setNow({ ...now, language })}
      />
    </Form>
  );
}
