/** Before the first word of a talk: who reads it. */
import { t } from "../../kernel/i18n";

export default function Hello() {
  return <p class="stream-hello quiet-text">{t("talks.hello")}</p>;
}
