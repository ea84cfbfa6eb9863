import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Switch } from "../../ui/Choice";
import { Field, Select } from "../../ui/Field";
import { changeProgram, type Program, useTry } from "./actions";
import { Form } from "./Form";
import { zones } from "./words";

export function ProgramForm({ program, onDone }: { program: Program; onDone: () => void }) {
  const { busy, problem, run } = useTry();
  const [now, setNow] = useState({
    ...program,
    crisis_from: program.crisis_from?.slice(0, 5) ?? "",
    crisis_until: program.crisis_until?.slice(0, 5) ?? "",
    minimum_hours: String(program.minimum_hours),
  });
  const text = (
    name: "name" | "address" | "crisis_phone" | "crisis_from" | "crisis_until" | "minimum_hours",
  ) => ({
    value: now[name],
    onValue: (value: string) => setNow({ ...now, [name]: value }),
    problem,
    pointer: `/${name}`,
  });
  const submit = () =>
    void run(
      () =>
        changeProgram(program.id, {
          version: program.version,
          name: now.name,
          timezone: now.timezone,
          address: now.address,
          crisis_phone: now.crisis_phone,
          crisis_from: now.crisis_from || null,
          crisis_until: now.crisis_until || null,
          minimum_hours: Number(now.minimum_hours),
          is_active: now.is_active,
        }),
      onDone,
    );
  return (
    <Form
      button={t("admin.save")}
      busyWord={t("admin.saving")}
      busy={busy}
      problem={problem}
      onSubmit={submit}
      onNewest={onDone}
    >
      <Field label={t("admin.name")} {...text("name")} />
      <Field label={t("admin.address")} {...text("address")} />
      <Select
        label={t("admin.timezone")}
        value={now.timezone}
        options={zones(program.timezone)}
        onValue={(timezone) => setNow({ ...now, timezone })}
      />
      <Field
        label={t("admin.minimum")}
        hint={t("admin.minimum_hint")}
        type="number"
        inputMode="numeric"
        {...text("minimum_hours")}
      />
      <Field label={t("admin.crisis_phone")} type="tel" {...text("crisis_phone")} />
      <div class="admin-pair">
        <Field label={t("admin.crisis_from")} type="time" {...text("crisis_from")} />
        <Field label={t("admin.crisis_until")} type="time" {...text("crisis_until")} />
      </div>
      <Switch on={now.is_active} onChange={(is_active) => setNow({ ...now, is_active })} atEnd>
        {t("admin.active")}
      </Switch>
    </Form>
  );
}
