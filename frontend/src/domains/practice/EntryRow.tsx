/** One note: which skill, when, the two numbers, and what was going on. */
import type { ComponentChildren } from "preact";
import { t } from "../../kernel/i18n";
import { moment } from "../../kernel/time";
import type { Entry } from "./actions";
import { titleOf } from "./Helped";
import type { Skill } from "./skills";

interface Props {
  entry: Pick<Entry, "skill" | "situation" | "before" | "after" | "practiced_at">;
  skills: Skill[];
  end?: ComponentChildren;
  /** What can be done with it. */
  children?: ComponentChildren;
}

export function EntryRow({ entry, skills, end, children }: Props) {
  return (
    <li class="practice-entry">
      <div class="practice-entry-head">
        <b>{titleOf(skills, entry.skill)}</b>
        {end ?? <span>{moment(entry.practiced_at)}</span>}
      </div>
      {entry.situation && <p>{entry.situation}</p>}
      <p class="quiet-text label-text numbers">
        {t("practice.numbers", { before: entry.before, after: entry.after })}
      </p>
      {children}
    </li>
  );
}
