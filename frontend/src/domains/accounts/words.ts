/** Why a change of sign-in did not work, in words that say what to do next. */
import type { Outcome } from "../../kernel/allauth";
import { t } from "../../kernel/i18n";

const KNOWN: Record<string, string> = {
  incorrect_code: "accounts.wrong_app_code",
  invalid_code: "accounts.wrong_app_code",
  incorrect_password: "accounts.wrong_password",
  enter_current_password: "accounts.wrong_password",
  too_many_login_attempts: "accounts.too_many",
  passkey_stopped: "accounts.passkey_stopped",
  password_too_short: "accounts.password_too_short",
  password_too_common: "accounts.password_too_common",
  password_too_similar: "accounts.password_too_similar",
  invalid_password_reset: "accounts.link_over",
  required: "accounts.missing",
};

export function factorWords(found: Outcome): string {
  if (found.kind === "away") return t("accounts.away");
  if (found.kind === "too_many") return t("accounts.too_many");
  return t((found.kind === "refused" && KNOWN[found.code]) || "accounts.failed");
}
