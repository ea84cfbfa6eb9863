import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Field, Select } from "../../ui/Field";
import { addStaff, type Body, useKey, useTry } from "./actions";
import { Form } from "./Form";
import { languages, roles } from "./words";

type New = Body<"StaffBodyRequest">;

export function StaffForm({ program, onDone }: { program: string; onDone: () => void }) {
  const key = useKey();
  const { busy, problem, run } = useTry();
  const [now, setNow] = useState<New>({ name: "", email: "", role: "therapist", language: "en" });
  return (
    <Form
      button={t("admin.send_invitation")}
      busyWord={t("admin.sending")}
      busy={busy}
      problem={problem}
      onSubmit={() => void run(() => addStaff(key, program, now), onDone)}
    >
      <Field
        label={t("admin.staff_name")}
        value={now.name}
        onValue={(name) => setNow({ ...now, name })}
        problem={problem}
        pointer="/name"
      />
      <Field
        label={t("admin.email")}
        hint={t("admin.email_invited")}
        type="email"
        inputMode="email"
        value={now.email}
        onValue={(email) => setNow({ ...now, email })}
        problem={problem}
        pointer="/email"
      />
      <Select
        label={t("admin.role")}
        value={now.role}
        options={roles()}
        onValue={(role) => setNow({ ...now, role: role as New["role"] })}
      />
      <Select
        label={t("admin.language")}
        value={now.language ?? "en"}
        options={languages()}
        onValue={(language) => setNow({ ...now, language: language as New["language"] })}
      />
    </Form>
  );
}
