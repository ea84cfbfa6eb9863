/** The last of the first-time questions: what is chosen is saved at once, "Next" only goes on. */
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Foot, Page } from "../../ui/Page";
import Wishes from "./Wishes";

export default function SetupStep({ done, over }: { done: () => void; over?: string }) {
  return (
    <Page title={t("reminders.setup")} under={t("reminders.under")} over={over}>
      <Wishes />
      <Foot>
        <Button wide onClick={done}>
          {t("reminders.next")}
        </Button>
      </Foot>
    </Page>
  );
}
