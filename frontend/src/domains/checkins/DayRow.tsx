/** One day in words: what was answered, and nothing about what was not. */
import type { ComponentChildren } from "preact";
import { t } from "../../kernel/i18n";
import { day as dayWords } from "../../kernel/time";
import { Slot } from "../../ui/Slot";
import type { Answers } from "./actions";
import { noon } from "./days";
import { wordsOf } from "./targets";

interface Props {
  day: string;
  answers: Answers;
  end?: ComponentChildren;
  /** What can be done with it, what was said before. */
  children?: ComponentChildren;
}

export function DayRow({ day, answers, end, children }: Props) {
  return (
    <li class="daily-row">
      <div class="daily-row-head">
        <b>{dayWords(noon(day))}</b>
        {end}
      </div>
      <Said answers={answers} />
      {children}
    </li>
  );
}

export function Said({ answers }: { answers: Answers }) {
  const { mood, urges, skills, note } = answers;
  const sleep = sleepWords(answers);
  return (
    <>
      <dl class="daily-facts numbers">
        {mood !== null && <Fact name={t("checkins.mood")}>{t("checkins.of_ten", { value: mood })}</Fact>}
        {sleep && <Fact name={t("checkins.sleep")}>{sleep}</Fact>}
        {Object.entries(urges).map(([key, value]) => (
          <Fact key={key} name={wordsOf(key) ?? key}>
            {t("checkins.of_five", { value })}
          </Fact>
        ))}
        {skills.length > 0 && (
          <Fact name={t("checkins.skills")}>
            <Slot place="skills" props={{ chosen: skills }} />
          </Fact>
        )}
      </dl>
      {note && <p class="daily-note">{note}</p>}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function sleepWords({ sleep_hours: n, sleep_quality: value }: Answers): string {
  const hours = n === null ? "" : n < 10 ? t("checkins.n_hours", { n }) : t("checkins.ten_hours");
  const quality = value === null ? "" : t("checkins.slept", { value });
  return [hours, quality].filter(Boolean).join(", ");
}
