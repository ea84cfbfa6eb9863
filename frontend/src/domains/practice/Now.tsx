/** The coping cards: the patient's own, or a first set where none were chosen or the phone is shared. */
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { WithSkills } from "./Library";
import { useMine } from "./mine";
import { FIRST_CARDS, named } from "./skills";

export default function Now() {
  const { patient, cards, asked } = useMine();
  const own = cards.length > 0;
  return (
    <Page
      title={t("practice.now")}
      under={t("practice.now_under")}
      back={patient ? "/today" : "/help"}
      tab={t("practice.title")}
    >
      <div class="stack">
        {/* Own cards come from the phone or the server; until then nothing is shown that would jump away. */}
        {asked.state !== "loading" && (
          <WithSkills>
            {(skills) => (
              <RowList label={t("practice.now")}>
                {named(skills, own ? cards : FIRST_CARDS).map((skill) => (
                  <Row
                    key={skill.key}
                    href={`/practice/${skill.key}?from=now`}
                    title={<span class="practice-name">{skill.title}</span>}
                    second={skill.line}
                  />
                ))}
              </RowList>
            )}
          </WithSkills>
        )}
        {patient && (
          <>
            {!own && asked.state !== "loading" && (
              <p class="quiet-text label-text">{t("practice.now_default")}</p>
            )}
            <Button kind="second" wide href="/practice">
              {t("practice.all")}
            </Button>
          </>
        )}
      </div>
    </Page>
  );
}
