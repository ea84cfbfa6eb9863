/** The administrator's home: each program with its people and its settings. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Sheet } from "../../ui/Dialog";
import { Field, Select } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { createProgram, loadPrograms, type Program, useKey, useTry } from "./actions";
import { Form } from "./Form";
import { zoneName, zones } from "./words";
import "./admin.css";

export default function Programs() {
  const asked = useAsk(loadPrograms, { on: ["programs."] });
  const [adding, setAdding] = useState(false);
  const { route } = useLocation();
  return (
    <Page title={t("admin.title")} under={t("admin.under")} tab={t("admin.title")} width="broad">
      <div class="stack wide">
        <Ready of={asked} empty={({ programs }) => programs.length === 0 && <Empty>{t("admin.none")}</Empty>}>
          {({ programs }) => (
            <div class="admin-columns">
              {programs.map((program) => (
                <Places key={program.id} program={program} />
              ))}
            </div>
          )}
        </Ready>
        <div>
          <Button kind="second" icon="plus" onClick={() => setAdding(true)}>
            {t("admin.new_program")}
          </Button>
        </div>
      </div>
      <Sheet open={adding} onClose={() => setAdding(false)} title={t("admin.new_program")}>
        <NewProgram onDone={(made) => route(`/admin/programs/${made.id}`)} />
      </Sheet>
    </Page>
  );
}

function Places({ program }: { program: Program }) {
  const at = `/admin/programs/${program.id}`;
  return (
    <Section title={program.name} end={!program.is_active && <Chip>{t("admin.paused")}</Chip>}>
      <p class="quiet-text label-text">{program.address || zoneName(program.timezone)}</p>
      <RowList label={program.name}>
        <Row href={`${at}/staff`} icon="people" title={t("admin.staff")} second={t("admin.staff_second")} />
        <Row
          href={`${at}/patients`}
          icon="person"
          title={t("admin.patients")}
          second={t("admin.patients_second")}
        />
        <Row href={at} icon="gear" title={t("admin.settings")} second={t("admin.settings_second")} />
      </RowList>
    </Section>
  );
}

function NewProgram({ onDone }: { onDone: (made: Program) => void }) {
  const key = useKey();
  const { busy, problem, run } = useTry();
  const [name, setName] = useState("");
  const [timezone, setTimezone] = useState("America/New_York");
  const [hours, setHours] = useState("9");
  const submit = () =>
    void run(() => createProgram(key, { name, timezone, minimum_hours: Number(hours) }), onDone);
  return (
    <Form
      button={t("admin.create")}
      busyWord={t("admin.creating")}
      busy={busy}
      problem={problem}
      onSubmit={submit}
    >
      <Field label={t("admin.name")} value={name} onValue={setName} problem={problem} pointer="/name" />
      <Select label={t("admin.timezone")} value={timezone} options={zones()} onValue={setTimezone} />
      <Field
        label={t("admin.minimum")}
        hint={t("admin.minimum_hint")}
        type="number"
        inputMode="numeric"
        min="0"
        max="60"
        value={hours}
        onValue={setHours}
        problem={problem}
        pointer="/minimum_hours"
      />
    </Form>
  );
}
