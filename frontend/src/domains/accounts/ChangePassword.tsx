import { useState } from "preact/hooks";
import { useOnce } from "../../kernel/doing";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { Button } from "../../ui/Button";
import { Field, FieldError } from "../../ui/Field";
import { changePassword } from "./factors";
import { NewPasswordField } from "./PasswordField";
import { Step } from "./Step";
import { factorWords } from "./words";

export function ChangePassword({ done }: { done: () => void }) {
  const [before, setBefore] = useState("");
  const [next, setNext] = useState("");
  const [error, setError] = useState<string>();
  const { busy, submit } = useOnce(async () => {
    const found = await changePassword(before, next);
    if (found.kind !== "in") return setError(factorWords(found));
    announce(t("accounts.saved"));
    done();
  });
  return (
    <Step title={t("accounts.change_password")} under={t("accounts.change_password_under")} back={done}>
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          label={t("accounts.password_now")}
          type="password"
          autocomplete="current-password"
          value={before}
          onValue={setBefore}
        />
        <NewPasswordField value={next} onValue={setNext} />
        {error && <FieldError>{error}</FieldError>}
        <Button type="submit" wide busy={busy && t("ui.saving")}>
          {t("ui.save")}
        </Button>
      </form>
    </Step>
  );
}
