/** The patient's search in their own talks. */
import { t } from "../../kernel/i18n";
import { Page } from "../../ui/Page";
import { Search } from "./Search";

export default function SearchPage() {
  return (
    <Page title={t("messaging.search")} under={t("talks.search_under")} back="/messages">
      <Search base="/messages/" />
    </Page>
  );
}
