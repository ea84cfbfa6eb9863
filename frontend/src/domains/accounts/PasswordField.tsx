/** A new password: plain rules above the field, no meter, and it can be looked at while typing. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import type { Problem } from "../../kernel/problem";
import { Switch } from "../../ui/Choice";
import { Field } from "../../ui/Field";

interface NewPasswordProps {
  value: string;
  onValue: (value: string) => void;
  error?: string;
  problem?: Problem;
  pointer?: string;
}

export function NewPasswordField({ value, onValue, error, problem, pointer }: NewPasswordProps) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <Field
        label={t("accounts.new_password")}
        hint={t("accounts.password_rules")}
        type={shown ? "text" : "password"}
        autocomplete="new-password"
        value={value}
        onValue={onValue}
        error={error}
        problem={problem}
        pointer={pointer}
      />
      <Switch on={shown} onChange={setShown}>
        {t("accounts.show_password")}
      </Switch>
    </>
  );
}
