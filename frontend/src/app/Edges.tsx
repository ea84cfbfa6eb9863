/** Where there is no screen to show: a path that is none, and a start without a connection. */

import { t } from "../kernel/i18n";
import { loadSession } from "../kernel/session";
import { Button } from "../ui/Button";
import { Page } from "../ui/Page";

export function NotFound() {
  return (
    <Page title={t("app.not_found_title")} under={t("app.not_found")}>
      <Button href="/" kind="second">
        {t("app.go_home")}
      </Button>
    </Page>
  );
}

export function Away() {
  return (
    <Page title={t("app.away_title")} under={t("app.away")}>
      <Button kind="second" onClick={() => void loadSession()}>
        {t("ui.try_again")}
      </Button>
    </Page>
  );
}
