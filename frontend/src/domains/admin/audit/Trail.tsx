/** The entries, newest first, by day. */
import { useState } from "preact/hooks";
import { t } from "../../../kernel/i18n";
import { clock, day, dayKey } from "../../../kernel/time";
import { Button } from "../../../ui/Button";
import { Section } from "../../../ui/Card";
import { Chip } from "../../../ui/Chip";
import { useTry } from "../actions";
import { Wrong } from "../Form";
import { type Choices, type Entry, loadTrail } from "./actions";
import { objectWords, verbWords, whoWords } from "./words";

interface TrailProps {
  choices: Choices;
  first: { entries: Entry[]; next: string | null };
  onPatient: (id: string) => void;
}

export function Trail({ choices, first, onPatient }: TrailProps) {
  const [rest, setRest] = useState<Entry[]>([]);
  const [next, setNext] = useState(first.next);
  const { busy, problem, run } = useTry();
  const more = () =>
    void run(
      () => loadTrail(choices, next ?? undefined),
      (page) => {
        setRest([...rest, ...page.entries]);
        setNext(page.next);
      },
    );
  return (
    <div class="stack wide">
      {byDay([...first.entries, ...rest]).map(([key, entries]) => (
        <Section key={key} title={day(entries[0]?.at ?? "")}>
          <ol class="audit-list">
            {entries.map((entry) => (
              <Line key={entry.id} entry={entry} onPatient={onPatient} filtered={Boolean(choices.patient)} />
            ))}
          </ol>
        </Section>
      ))}
      {problem && <Wrong problem={problem} />}
      {next && (
        <Button kind="second" wide busy={busy && t("audit.loading_more")} onClick={more}>
          {t("audit.more")}
        </Button>
      )}
    </div>
  );
}

function byDay(entries: Entry[]): [string, Entry[]][] {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = dayKey(entry.at);
    days.set(key, [...(days.get(key) ?? []), entry]);
  }
  return [...days];
}

interface LineProps {
  entry: Entry;
  filtered: boolean;
  onPatient: (id: string) => void;
}

function Line({ entry, filtered, onPatient }: LineProps) {
  const { patient, outcome } = entry;
  return (
    <li class="audit-line">
      <div class="audit-head">
        <strong>{whoWords(entry)}</strong>
        <time class="quiet-text numbers label-text" dateTime={entry.at}>
          {clock(entry.at)}
        </time>
      </div>
      <p>{verbWords(entry)}</p>
      {outcome !== "done" && (
        <div class="audit-marks">
          <Chip tone="due">{t(`audit.${outcome}`)}</Chip>
          <span class="quiet-text label-text">{objectWords(entry)}</span>
        </div>
      )}
      {entry.count !== 1 && <p class="quiet-text label-text">{t("audit.rows", { n: entry.count })}</p>}
      {patient && !patient.name && <p class="quiet-text label-text">{t("audit.about_other")}</p>}
      {patient?.name && filtered && (
        <p class="quiet-text label-text">{t("audit.about", { name: patient.name })}</p>
      )}
      {patient?.name && !filtered && (
        <button type="button" class="audit-about" onClick={() => onPatient(patient.id)}>
          {t("audit.about", { name: patient.name })}
        </button>
      )}
    </li>
  );
}
