/** Quiet lines over the screen: no connection, and a new version when nothing unsaved is open. */
import { t } from "../kernel/i18n";
import { account, presence } from "../kernel/session";
import { live } from "../kernel/socket";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";
import { online } from "./online";
import { takeUpdate, updateReady } from "./worker";
import "./Notices.css";

export function Notices() {
  const away = account.value && (!online.value || presence.value === "away");
  return (
    <>
      {away && live.link.value !== "live" && (
        <p class="notice" role="status">
          <span>
            <Icon name="clock" size={18} />
            {t("app.connection_lost")}
          </span>
        </p>
      )}
      {updateReady.value && (
        <p class="notice" role="status">
          <span>{t("app.new_version")}</span>
          <Button kind="quiet" onClick={takeUpdate}>
            {t("app.new_version_take")}
          </Button>
        </p>
      )}
    </>
  );
}
