/** Reminders: where, how long before, what they may say, and when it is quiet. */
import { t } from "../../kernel/i18n";
import { Page } from "../../ui/Page";
import Wishes from "./Wishes";

export default function Reminders() {
  return (
    <Page title={t("reminders.title")} under={t("reminders.under")} back="/more" tab={t("reminders.title")}>
      <Wishes />
    </Page>
  );
}
