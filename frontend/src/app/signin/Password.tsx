import { useState } from "preact/hooks";
import { type Outcome, signInWithPassword } from "../../kernel/allauth";
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
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (!email.trim() || !password) {
      setError(t("signin.missing"));
      return;
    }
    setBusy(true);
    setError(await settle(await signInWithPassword(email.trim(), password)));
    setBusy(false);
  };
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
