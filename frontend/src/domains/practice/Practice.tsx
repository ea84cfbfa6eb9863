/** Everything to practice: a skill for now, what has helped, the notes, the whole library. */
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { HelpedCard } from "./Helped";
import { WithSkills } from "./Library";
import { useMine } from "./mine";
import { KINDS, type Skill } from "./skills";

export default function Practice() {
  const { asked, cards } = useMine();
  return (
    <Page title={t("practice.title")} under={t("practice.under")} tab={t("practice.title")}>
      <div class="stack wide">
        <Button wide href="/practice/now">
          {t("practice.now")}
        </Button>
        <WithSkills>
          {(skills) => (
            <>
              {asked.data && <HelpedCard helped={asked.data.helped} skills={skills} asOf={asked.asOf} />}
              <RowList>
                <Row
                  icon="pencil"
                  href="/practice/notes"
                  title={t("practice.notes")}
                  second={t("practice.notes_second")}
                />
              </RowList>
              {KINDS.map((kind) => (
                <Section key={kind} title={t(`practice.kind_${kind}`)}>
                  <RowList>
                    {skills
                      .filter((skill) => skill.kind === kind)
                      .map((skill) => (
                        <SkillRow key={skill.key} skill={skill} pinned={cards.includes(skill.key)} />
                      ))}
                  </RowList>
                </Section>
              ))}
            </>
          )}
        </WithSkills>
      </div>
    </Page>
  );
}

function SkillRow({ skill, pinned }: { skill: Skill; pinned: boolean }) {
  return (
    <Row
      href={`/practice/${skill.key}`}
      title={skill.title}
      second={
        <>
          {skill.line}
          {pinned && (
            <span class="practice-mark">
              <Chip tone="done">{t("practice.pinned")}</Chip>
            </span>
          )}
        </>
      }
    />
  );
}
