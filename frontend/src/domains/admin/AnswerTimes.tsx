/** How soon the team promises to answer, by topic, in team hours; changed with a day from which it holds. */
import { useState } from "preact/hooks";
import type { components } from "../../api/schema";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { date } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Sheet } from "../../ui/Dialog";
import { Field, Select } from "../../ui/Field";
import { Row, RowList } from "../../ui/RowList";
import { Ready } from "../../ui/States";
import { useTry } from "./actions";
import { Form } from "./Form";
import { noon } from "./words";

type Terms = components["schemas"]["Terms"];
type Term = Terms["topics"][number];

/** Half an hour to five working days of eight hours. */
const CHOICES = [30, 60, 120, 180, 240, 480, 960, 1440, 2400];

const params = (program_id: string) => ({ path: { program_id } });
const load = (id: string) =>
  take(api.GET("/api/v1/programs/{program_id}/answer-times", { params: params(id) }));

export function AnswerTimes({ program }: { program: string }) {
  const asked = useAsk(() => load(program), { deps: [program] });
  const [open, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    asked.again();
  };
  return (
    <Section title={t("admin.answer_times")}>
      <p class="quiet-text label-text">{t("admin.answer_times_under")}</p>
      <Ready of={asked}>
        {(terms) => (
          <div class="stack">
            <RowList label={t("admin.answer_times")}>
              {terms.topics.map((term) => (
                <Row key={term.topic} title={t(`admin.topic_${term.topic}`)} second={line(term)} />
              ))}
            </RowList>
            <div>
              <Button kind="second" onClick={() => setOpen(true)}>
                {t("admin.change_answer_times")}
              </Button>
            </div>
            <Sheet open={open} onClose={() => setOpen(false)} title={t("admin.change_answer_times")}>
              <TermForm terms={terms} onDone={done} />
            </Sheet>
          </div>
        )}
      </Ready>
    </Section>
  );
}

function line({ minutes, next_minutes, next_on }: Term): string {
  if (next_minutes === null || next_on === null) return within(minutes);
  return t("admin.answer_next", {
    now: within(minutes),
    next: within(next_minutes),
    day: date(noon(next_on)),
  });
}

function within(minutes: number): string {
  return minutes < 60 ? t("admin.minutes", { n: minutes }) : t("admin.hours_long", { n: minutes / 60 });
}

function TermForm({ terms, onDone }: { terms: Terms; onDone: () => void }) {
  const { busy, problem, run } = useTry();
  const [startsOn, setStartsOn] = useState(terms.today);
  const [minutes, setMinutes] = useState<Record<string, number>>(() =>
    Object.fromEntries(terms.topics.map((term) => [term.topic, term.next_minutes ?? term.minutes])),
  );
  // What this form leaves as it was, a colleague may be changing.
  const changed = terms.topics
    .filter(({ topic, next_on, ...was }) => {
      const sooner = next_on !== null && startsOn < next_on;
      return sooner || minutes[topic] !== (was.next_minutes ?? was.minutes);
    })
    .map(({ topic }) => [topic, minutes[topic]]);
  const save = () =>
    take(
      api.PUT("/api/v1/programs/{program_id}/answer-times", {
        params: params(terms.program_id),
        body: { starts_on: startsOn, minutes: Object.fromEntries(changed) },
      }),
    );
  return (
    <Form
      button={t("admin.save")}
      busyWord={t("admin.saving")}
      busy={busy}
      problem={problem}
      onSubmit={() => void run(save, onDone)}
    >
      <Field
        label={t("admin.holds_from")}
        hint={t("admin.holds_from_hint")}
        type="date"
        value={startsOn}
        min={terms.today}
        onValue={setStartsOn}
        problem={problem}
        pointer="/starts_on"
      />
      {terms.topics.map(({ topic }) => (
        <Select
          key={topic}
          label={t(`admin.topic_${topic}`)}
          value={String(minutes[topic])}
          options={choices(minutes[topic] ?? 480).map((n) => ({ value: String(n), label: within(n) }))}
          onValue={(value) => setMinutes({ ...minutes, [topic]: Number(value) })}
        />
      ))}
    </Form>
  );
}

function choices(held: number): number[] {
  return CHOICES.includes(held) ? CHOICES : [...CHOICES, held].sort((a, b) => a - b);
}
