/** What has helped most, by the patient's own notes, in plain words. No scores, no days, no judgement. */
import { t } from "../../kernel/i18n";
import { Card } from "../../ui/Card";
import { Offline } from "../../ui/States";
import type { Helped } from "./actions";
import type { Skill } from "./skills";

interface Props {
  helped: Helped[];
  skills: Skill[];
  /** When it comes from the phone. */
  asOf?: string;
}

export function HelpedCard({ helped, skills, asOf }: Props) {
  return (
    <Card label={t("practice.helped")}>
      <h2>{t("practice.helped")}</h2>
      {asOf && <Offline asOf={asOf} />}
      {helped.length === 0 ? (
        <p class="quiet-text">{t("practice.helped_none")}</p>
      ) : (
        <>
          <p class="quiet-text label-text">{t("practice.helped_under")}</p>
          <HelpedList helped={helped} skills={skills} link />
        </>
      )}
    </Card>
  );
}

export function HelpedList({ helped, skills, link }: Omit<Props, "asOf"> & { link?: boolean }) {
  return (
    <ol class="practice-helped">
      {helped.map((row) => (
        <li key={row.skill}>
          <HelpedRow row={row} title={titleOf(skills, row.skill)} link={link} />
        </li>
      ))}
    </ol>
  );
}

function HelpedRow({ row, title, link }: { row: Helped; title: string; link?: boolean }) {
  const inside = (
    <>
      <b>{title}</b>
      <span>{helpedWords(row)}</span>
    </>
  );
  return link ? <a href={`/practice/${row.skill}`}>{inside}</a> : <div>{inside}</div>;
}

export function titleOf(skills: Skill[], key: string): string {
  return skills.find((skill) => skill.key === key)?.title ?? t("practice.a_skill");
}

/** Whole points: more would pretend to know more than a number on a hard day can say. */
export function helpedWords({ drop, times }: Helped): string {
  const points = Math.round(drop);
  if (points < 1) return t("practice.helped_little", { n: times });
  return points === 1
    ? t("practice.helped_one", { n: times })
    : t("practice.helped_by", { n: times, points });
}
