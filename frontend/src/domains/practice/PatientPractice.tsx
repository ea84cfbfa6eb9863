/** The staff's look at one patient's practice. Nothing here says how often it should have been. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { Card, Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { EntryRow } from "./EntryRow";
import { HelpedList } from "./Helped";
import { WithSkills } from "./Library";
import { entriesOf, Older } from "./Older";
import { named } from "./skills";
import "./practice.css";

export default function PatientPractice({ patientId }: { patientId: string }) {
  const path = { patient_id: patientId };
  const found = useAsk(
    async () => {
      const [practice, page] = await Promise.all([
        take(api.GET("/api/v1/patients/{patient_id}/practice", { params: { path } })),
        entriesOf(patientId),
      ]);
      return { practice, page };
    },
    { on: ["practice."], deps: [patientId] },
  );
  return (
    <Ready of={found}>
      {({ practice, page }) => (
        <WithSkills>
          {(skills) => (
            <div class="stack wide">
              <Card>
                <h2>{t("practice.team_helped")}</h2>
                {practice.helped.length > 0 ? (
                  <>
                    <p class="quiet-text label-text">{t("practice.team_helped_under")}</p>
                    <HelpedList helped={practice.helped} skills={skills} />
                  </>
                ) : (
                  <p class="quiet-text">{t("practice.team_helped_none")}</p>
                )}
                <h2 class="practice-second-head">{t("practice.team_cards")}</h2>
                {practice.cards.length > 0 ? (
                  <p class="practice-chips">
                    {named(skills, practice.cards).map(({ key, title }) => (
                      <Chip key={key}>{title}</Chip>
                    ))}
                  </p>
                ) : (
                  <p class="quiet-text">{t("practice.team_cards_none")}</p>
                )}
              </Card>
              <Section title={t("practice.team_notes")}>
                <Older patient={patientId} first={page}>
                  {(rows) =>
                    rows.length === 0 ? (
                      <Empty>{t("practice.team_none")}</Empty>
                    ) : (
                      <RowList label={t("practice.team_notes")}>
                        {rows.map((entry) => (
                          <EntryRow key={entry.id} entry={entry} skills={skills} />
                        ))}
                      </RowList>
                    )
                  }
                </Older>
              </Section>
            </div>
          )}
        </WithSkills>
      )}
    </Ready>
  );
}
