import { useState } from "preact/hooks";
import { type Outcome, signInWithPassword } from "../../kernel/allauth";
import { useOnce } from "../../kernel/doing";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Field, FieldError } from "../../ui/Field";
import { StepPage } from "./StepPage";

interface PasswordProps {
  settle: (found: Outcome) => Promise<string | undefined>;
  back: () => void;
}

export function Password({ settle, back }: PasswordProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string>();
  const { busy, submit } = useOnce(async () => {
    if (!email.trim() || !password) {
      setError(t("signin.missing"));
      return;
    }
    setError(await settle(await signInWithPassword(email.trim(), password)));
  });
  return (
    <StepPage title={t("signin.email_way")} back={back}>
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          label={t("signin.email")}
          type="email"
          name="email"
          autocomplete="username"
          value={email}
          onValue={setEmail}
        />
        <Field
          label={t("signin.password")}
          type="password"
          name="password"
          autocomplete="current-password"
          value={password}
          onValue={setPassword}
        />
        {error && <FieldError>{error}</FieldError>}
        <Button type="submit" wide busy={busy && t("signin.working")}>
          {t("signin.enter")}
        </Button>
        <Button kind="quiet" href="/new-password">
          {t("signin.forgot_link")}
        </Button>
      </form>
    </StepPage>
  );
}
