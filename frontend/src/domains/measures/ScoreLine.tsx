/** Totals over time with the edges of the bands. The words under it say the same; the table holds it all. */
import { t } from "../../kernel/i18n";
import type { Measure } from "./actions";

const WIDTH = 320;
const HEIGHT = 132;
const RIGHT = 74;

export function ScoreLine({ measure }: { measure: Measure }) {
  const { scores, most, bands } = measure;
  const first = Date.parse(scores[0]?.completed_at ?? "");
  const span = Math.max(1, Date.parse(scores.at(-1)?.completed_at ?? "") - first);
  const x = (at: string) => 6 + ((Date.parse(at) - first) / span) * (WIDTH - RIGHT - 12);
  const y = (total: number) => HEIGHT - 8 - (total / most) * (HEIGHT - 20);
  const points = scores.map((score) => `${x(score.completed_at)},${y(score.total)}`).join(" ");
  const last = scores.at(-1);
  const before = scores.at(-2);
  return (
    <figure>
      <svg class="score-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={story(measure)}>
        {bands.map((band) => (
          <g key={band.code}>
            <line class="guide" x1="0" x2={WIDTH - RIGHT} y1={y(band.low)} y2={y(band.low)} />
            <text x={WIDTH - RIGHT + 8} y={y((band.low + band.high) / 2) + 4}>
              {short(band.label)}
            </text>
          </g>
        ))}
        <polyline class="line" points={points} />
        {last && <circle class="end" cx={x(last.completed_at)} cy={y(last.total)} r="5" />}
      </svg>
      {last && before && <figcaption class="quiet-text">{changeWords(last.total - before.total)}</figcaption>}
    </figure>
  );
}

/** Room for one word beside the line; the table has the full words. */
function short(label: string): string {
  return label.length > 11 ? `${label.slice(0, 10)}.` : label;
}

function changeWords(change: number): string {
  if (change === 0) return t("measures.same");
  return t(change < 0 ? "measures.lower" : "measures.higher", { n: Math.abs(change) });
}

function story(measure: Measure): string {
  const totals = measure.scores.map((score) => score.total).join(", ");
  return t("measures.story", { title: measure.title, totals, most: measure.most });
}
