/** A patient's "Family and sharing": everyone who sees something, in plain words. */
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Foot, Page } from "../../ui/Page";
import { Face, Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { consents } from "./actions";
import { type Consent, isOpen, scopeWords, stateWords } from "./words";

export default function Sharing() {
  const found = useAsk(consents, { on: ["family.", "accounts.invitation_accepted"] });
  return (
    <Page title={t("family.sharing")} under={t("family.sharing_under")} back="/more" tab={t("app.more")}>
      <Ready of={found} empty={(all) => all.length === 0 && <Empty>{t("family.nobody_yet")}</Empty>}>
        {(all) => (
          <div class="stack wide">
            <People title={t("family.now")} rows={all.filter(isOpen)} />
            <People title={t("family.before")} rows={all.filter((each) => !isOpen(each))} />
          </div>
        )}
      </Ready>
      <Foot>
        <Button icon="plus" wide href="/sharing/new">
          {t("family.invite")}
        </Button>
      </Foot>
    </Page>
  );
}

function People({ title, rows }: { title: string; rows: Consent[] }) {
  if (rows.length === 0) return null;
  return (
    <Section title={title}>
      <RowList>
        {rows.map((consent) => (
          <Row
            key={consent.id}
            href={`/sharing/${consent.id}`}
            mark={<Face name={consent.relative_name} />}
            title={t("family.person", { name: consent.relative_name, relation: consent.relation })}
            second={
              <>
                {scopeWords(consent.scopes)}
                <br />
                {stateWords(consent)}
              </>
            }
          />
        ))}
      </RowList>
    </Section>
  );
}
