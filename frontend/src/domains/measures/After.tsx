/** After the last answer: help at once where an answer asks for it, even before the network has answered. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { drop, entries, retry } from "../../kernel/outbox";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { CrisisCards } from "../../ui/crisis/CrisisCards";
import { fetchLines, knownLines } from "../../ui/crisis/lines";
import { Page } from "../../ui/Page";
import { problemWords } from "../../ui/States";
import type { Answers, Form } from "./actions";

interface AfterProps {
  /** The entry in the device's queue. */
  entry: string;
  form: Form;
  answers: Answers;
}

export function After({ entry, form, answers }: AfterProps) {
  const asksForHelp = form.items.some((item) => item.risk && (answers[item.id] ?? 0) > 0);
  const held = entries.value.find((one) => one.id === entry);
  return asksForHelp ? <HelpFirst waiting={Boolean(held)} /> : <Thanks entry={entry} held={held} />;
}

function HelpFirst({ waiting }: { waiting: boolean }) {
  const [lines, setLines] = useState(knownLines);
  useEffect(() => {
    void fetchLines().then((found) => found && setLines(found));
  }, []);
  return (
    <Page title={t("measures.help_title")} under={t("measures.help_under")} back="/today">
      <div class="stack">
        <Card tone="safety" label={t("measures.who_knows")}>
          <p role="status">{waiting ? t("measures.telling_team") : t("measures.team_told")}</p>
        </Card>
        <CrisisCards lines={lines} />
      </div>
    </Page>
  );
}

function Thanks({ entry, held }: { entry: string; held: (typeof entries.value)[number] | undefined }) {
  const failed = held?.state === "failed";
  return (
    <Page title={t("measures.thanks")} under={t("measures.thanks_under")} back="/today">
      <div class="stack">
        {held && !failed && (
          <Card>
            <p role="status">{t("measures.waiting")}</p>
          </Card>
        )}
        {failed && (
          <Card>
            <p role="alert">{problemWords(held.problem)}</p>
            <Button kind="second" onClick={() => retry(entry)}>
              {t("measures.try_again")}
            </Button>
            <Button kind="quiet" onClick={() => drop(entry)} href="/today">
              {t("measures.leave_it")}
            </Button>
          </Card>
        )}
        <Button wide href="/today">
          {t("measures.to_today")}
        </Button>
        <Button kind="second" wide href="/check-ins">
          {t("measures.see_line")}
        </Button>
        <p class="quiet-text">{t("measures.footer")}</p>
      </div>
    </Page>
  );
}
