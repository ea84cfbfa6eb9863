/** Mood and hours of sleep on the last days. A day without them is an empty place, and no line crosses it. */
import { t } from "../../kernel/i18n";
import { date } from "../../kernel/time";
import type { Standing } from "./actions";
import { back, noon } from "./days";

const WIDE = 280;
const HIGH = 100;
const TOP = 10;
const y = (value: number) => HIGH - (value / TOP) * HIGH;

/** Neighbouring days with a value each are one stroke. */
export function strokes(values: (number | null)[]): number[][] {
  const found: number[][] = [];
  values.forEach((value, at) => {
    if (value === null) return;
    const last = found.at(-1);
    if (last?.at(-1) === at - 1) last.push(at);
    else found.push([at]);
  });
  return found;
}

interface Props {
  today: string;
  days: Standing[];
  /** How many days, today the last of them. */
  of: number;
}

export function DayLine({ today, days, of }: Props) {
  const span = Array.from({ length: of }, (_, at) => back(today, of - 1 - at));
  const step = WIDE / of;
  const x = (at: number) => (at + 0.5) * step;
  const on = span.map((day) => days.find((each) => each.day === day));
  const moods = on.map((each) => each?.mood ?? null);
  return (
    <figure class="daily-figure">
      <svg
        class="daily-line"
        viewBox={`0 -6 ${WIDE} ${HIGH + 12}`}
        role="img"
        aria-label={t("checkins.line")}
      >
        <path class="guide" d={`M0 0H${WIDE}M0 50H${WIDE}M0 100H${WIDE}`} />
        {on.map((each, at) =>
          each && each.sleep_hours !== null ? (
            <rect
              key={each.day}
              class="sleep"
              x={x(at) - step / 4}
              y={y(each.sleep_hours)}
              width={step / 2}
              height={HIGH - y(each.sleep_hours)}
            />
          ) : null,
        )}
        {strokes(moods).map((days) => (
          <polyline
            key={days[0]}
            class="mood"
            points={days.map((at) => `${x(at)},${y(moods[at] ?? 0)}`).join(" ")}
          />
        ))}
        {moods.map((mood, at) =>
          mood === null ? null : (
            <circle key={span[at]} class="mood-mark" cx={x(at)} cy={y(mood)} r={Math.min(4, step / 3)} />
          ),
        )}
      </svg>
      <div class="daily-axis" aria-hidden="true">
        <span>{date(noon(span[0] ?? today))}</span>
        <span>{t("checkins.today")}</span>
      </div>
      <figcaption class="daily-legend">
        <span class="mood-key">{t("checkins.line_mood")}</span>
        <span class="sleep-key">{t("checkins.line_sleep")}</span>
      </figcaption>
    </figure>
  );
}
