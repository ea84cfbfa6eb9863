/** Under words that came with a change of the patient's own session: the week has the rest. */
import { t } from "../../kernel/i18n";
import { Icon } from "../../ui/Icon";

export default function Changed() {
  return (
    <p class="stream-changed">
      <a href="/week">
        <Icon name="calendar" size={18} />
        {t("talks.session_changed")}
      </a>
    </p>
  );
}
