/** How much of a small whole is there: hours of the week, questions answered. Words always stand with it. */
import { number, t } from "../kernel/i18n";
import { Icon } from "./Icon";
import "./Meter.css";

interface MeterProps {
  /** Hours attended, hours prescribed, hours of the minimum (0: none counts now); halves are fine. */
  done: number;
  total: number;
  minimum: number;
}

/** Hours this week: one block an hour, a line at the minimum. */
export function Meter({ done, total, minimum }: MeterProps) {
  const blocks = Math.max(1, Math.ceil(total));
  const at = `${(Math.min(minimum, blocks) / blocks) * 100}%`;
  const reached = done >= minimum;
  return (
    <div>
      <h2 class="meter-title">
        <span class="meter-number">{number(done)}</span> {t("ui.hours_of", { total })}
      </h2>
      <div class="meter-bar" role="img" aria-label={spoken(done, total, minimum)}>
        {Array.from({ length: blocks }, (_, hour) => (
          <Block key={hour} part={done - hour} last={hour === blocks - 1} />
        ))}
        {minimum > 0 && <span class="meter-line" style={{ insetInlineStart: at }} />}
      </div>
      <p class="meter-words">
        {minimum > 0 && (
          <span style={{ inlineSize: at }}>
            {reached && <Icon name="tick" size={18} />}
            {reached ? t("ui.minimum_reached", { n: minimum }) : t("ui.minimum_left", { n: minimum - done })}
          </span>
        )}
        <span aria-hidden="true">{t("ui.hours_short", { n: total })}</span>
      </p>
    </div>
  );
}

function spoken(done: number, total: number, minimum: number): string {
  return minimum > 0
    ? t("ui.hours_spoken", { done, total, minimum })
    : `${number(done)} ${t("ui.hours_of", { total })}`;
}

function Block({ part, last }: { part: number; last: boolean }) {
  const name = ["meter-block", part >= 1 && "full", last && "last"].filter(Boolean).join(" ");
  return (
    <span class={name}>
      {part > 0 && part < 1 && <span class="meter-part" style={{ inlineSize: `${part * 100}%` }} />}
    </span>
  );
}

interface ProgressProps {
  done: number;
  total: number;
  /** "Question 4 of 9": shown above and read. */
  label: string;
}

/** Parts of a questionnaire. */
export function Progress({ done, total, label }: ProgressProps) {
  return (
    <div class="stack tight">
      <p class="quiet-text label-text">{label}</p>
      <div class="progress" aria-hidden="true">
        {Array.from({ length: total }, (_, part) => (
          <span key={part} class={part < done ? "full" : undefined} />
        ))}
      </div>
    </div>
  );
}
