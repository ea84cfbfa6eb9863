/** The next step, its likely day and its signs, with the reason that the patient will read. The review stays. */

import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../kernel/ask";
import { setDirty } from "../../kernel/dirty";
import { useSubmit } from "../../kernel/doing";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import type { Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Switch } from "../../ui/Choice";
import { Field, FieldError, Select } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { Empty, problemWords, Ready } from "../../ui/States";
import type { Plan } from "./actions";
import "./Plan.css";

type Level = NonNullable<Plan["next_step"]["level"]>;
const LEVELS: Level[] = ["php", "iop5", "iop4", "iop3", "iop2", "op"];

interface Draft {
  level: Level | "";
  around: string;
  signs: { text: string; met: boolean }[];
  what: string;
  why: string;
}

export default function StepForm({ patient }: { patient: string }) {
  const params = { path: { patient_id: patient } };
  const plan = useAsk(() => take(api.GET("/api/v1/patients/{patient_id}/plan", { params })), {
    deps: [patient],
  });
  return (
    <Page title={t("careplan.edit_step")} back={`/patients/${patient}`}>
      <Ready of={plan} empty={({ plan: found }) => !found && <Empty>{t("careplan.none_title")}</Empty>}>
        {({ plan: found }) => found && <Form plan={found} back={`/patients/${patient}`} again={plan.again} />}
      </Ready>
    </Page>
  );
}

function Form({ plan, back, again }: { plan: Plan; back: string; again: () => void }) {
  const { route } = useLocation();
  const { level, around, signs } = plan.next_step;
  const [draft, setDraft] = useState<Draft>({
    level: level ?? "",
    around: around ?? "",
    signs: signs.map(({ text, met }) => ({ text, met })),
    what: "",
    why: "",
  });
  useEffect(() => () => setDirty("step", false), []);
  const set = (change: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setDirty("step", true);
  };
  const { busy, problem, submit } = useSubmit(
    async () => {
      await save(plan, draft);
      setDirty("step", false);
      route(back);
    },
    // The newest version is fetched; what was written here stays, and the next Save is on top of it.
    ({ status }) => {
      if (status === 412) again();
    },
  );
  return (
    <form class="stack" onSubmit={(event) => void submit(event)} noValidate>
      <Card>
        <div class="stack">
          <Select
            label={t("careplan.next_level")}
            value={draft.level}
            onValue={(value) => set({ level: value as Draft["level"] })}
            options={[
              { value: "", label: t("careplan.next_level_open") },
              ...LEVELS.map((value) => ({ value, label: t(`careplan.level_${value}`) })),
            ]}
          />
          <Field
            label={t("careplan.next_around")}
            type="date"
            value={draft.around}
            onValue={(value) => set({ around: value })}
            problem={problem}
            pointer="/next_around"
          />
        </div>
      </Card>
      <Signs signs={draft.signs} onSigns={(next) => set({ signs: next })} problem={problem} />
      <Card>
        <div class="stack">
          <Field
            label={t("careplan.what_changed")}
            hint={t("careplan.why_changed_hint")}
            value={draft.what}
            onValue={(what) => set({ what })}
            problem={problem}
            pointer="/what"
            maxLength={2000}
            lines
          />
          <Field
            label={t("careplan.why_changed")}
            value={draft.why}
            onValue={(why) => set({ why })}
            problem={problem}
            pointer="/why"
            maxLength={2000}
            lines
          />
        </div>
      </Card>
      {problem && <FieldError>{problemWords(problem)}</FieldError>}
      <Foot raised>
        <Button type="submit" wide busy={busy && t("ui.saving")}>
          {t("ui.save")}
        </Button>
      </Foot>
    </form>
  );
}

function save(plan: Plan, { level, around, signs, what, why }: Draft): Promise<unknown> {
  return take(
    api.PUT("/api/v1/patients/{patient_id}/plan", {
      params: { path: { patient_id: plan.patient_id } },
      body: {
        version: plan.version,
        next_level: level,
        next_around: around || null,
        signs,
        review_at: plan.review.at,
        review_with: plan.review.people.map(({ staff_id }) => staff_id),
        what,
        why,
      },
    }),
  );
}

interface SignsProps {
  signs: Draft["signs"];
  onSigns: (signs: Draft["signs"]) => void;
  problem?: Problem;
}

function Signs({ signs, onSigns, problem }: SignsProps) {
  const put = (at: number, change: Partial<Draft["signs"][number]>) =>
    onSigns(signs.map((sign, n) => (n === at ? { ...sign, ...change } : sign)));
  return (
    <Section title={t("careplan.signs_title")}>
      {signs.map((sign, at) => (
        <Card key={at} label={t("careplan.sign_n", { n: at + 1 })}>
          <div class="stack tight">
            <Field
              label={t("careplan.sign_n", { n: at + 1 })}
              value={sign.text}
              onValue={(text) => put(at, { text })}
              problem={problem}
              pointer={`/signs/${at}/text`}
              maxLength={2000}
            />
            <Switch on={sign.met} onChange={(met) => put(at, { met })}>
              {t("careplan.sign_met")}
            </Switch>
            <Button kind="quiet" onClick={() => onSigns(signs.filter((_, n) => n !== at))}>
              {t("careplan.sign_remove")}
            </Button>
          </div>
        </Card>
      ))}
      {signs.length < 8 && (
        <Button kind="second" icon="plus" onClick={() => onSigns([...signs, { text: "", met: false }])}>
          {t("careplan.sign_add")}
        </Button>
      )}
    </Section>
  );
}
