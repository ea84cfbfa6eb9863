/** Why it did not work, in words that say what to do next. */
import type { Outcome } from "../../kernel/allauth";
import { t } from "../../kernel/i18n";

const KNOWN: Record<string, string> = {
  email_password_mismatch: "signin.mismatch",
  username_password_mismatch: "signin.mismatch",
  incorrect_code: "signin.wrong_code",
  invalid_code: "signin.wrong_code",
  too_many_login_attempts: "signin.too_many",
  passkey_stopped: "signin.passkey_stopped",
  required: "signin.missing",
};

export function outcomeWords(found: Outcome): string | undefined {
  if (found.kind === "in" || (found.kind === "more" && found.flow === "mfa_authenticate")) return undefined;
  if (found.kind === "too_many") return t("signin.too_many");
  if (found.kind === "away") return t("signin.away");
  if (found.kind === "more") return t("signin.more_needed");
  const key = KNOWN[found.code];
  return key ? t(key) : found.message || t("signin.failed");
}
