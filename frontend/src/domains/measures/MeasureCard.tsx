/** One instrument: what is due, the newest result in words, the line, and the same as a table. */
import { t } from "../../kernel/i18n";
import { dayShort } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import type { Measure, Score } from "./actions";
import { ScoreLine } from "./ScoreLine";
import "./MeasureCard.css";

/** `mine`: the patient's own, with the way into the questions. */
export function MeasureCard({ measure, mine }: { measure: Measure; mine?: boolean }) {
  const last = measure.scores.at(-1);
  return (
    <Card label={measure.title}>
      <div class="section-head">
        <h2>{measure.title}</h2>
        {measure.due_since && <Chip tone="due">{mine ? t("measures.ready") : t("measures.not_yet")}</Chip>}
      </div>
      {last ? (
        <p>
          <strong class="numbers">{t("measures.points", { total: last.total, most: measure.most })}</strong>{" "}
          <span class="quiet-text">
            {t("measures.band_on", { band: wordOf(measure, last), day: dayShort(last.completed_at) })}
          </span>
        </p>
      ) : (
        <p class="quiet-text">{t("measures.no_answer_yet")}</p>
      )}
      {measure.scores.length > 1 && <ScoreLine measure={measure} />}
      {measure.scores.length > 0 && <Table measure={measure} />}
      {mine && (measure.due_since || measure.answered > 0) && (
        <Button wide href={`/check-ins/${measure.id}`}>
          {measure.answered > 0
            ? t("measures.go_on", { done: measure.answered, of: measure.items })
            : t("measures.start", { n: measure.minutes })}
        </Button>
      )}
    </Card>
  );
}

export function wordOf(measure: Measure, score: Score): string {
  return measure.bands.find((band) => band.code === score.band)?.label ?? score.band;
}

function Table({ measure }: { measure: Measure }) {
  return (
    <details class="score-table">
      <summary>{t("measures.as_table")}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("measures.day")}</th>
            <th scope="col">{t("measures.score")}</th>
            <th scope="col">{t("measures.in_words")}</th>
          </tr>
        </thead>
        <tbody class="numbers">
          {measure.scores.toReversed().map((score) => (
            <tr key={score.id}>
              <td>{dayShort(score.completed_at)}</td>
              <td>{score.total}</td>
              <td>{wordOf(measure, score)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
