/** A forgotten password: without a key in the fragment it asks for the address, with one for the new words. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useOnce } from "../../kernel/doing";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { askForPassword, setPassword as store } from "./factors";
import { NewPasswordField } from "./PasswordField";
import { Step } from "./Step";
import { factorWords } from "./words";

function keyFromAddress(): string {
  const key = location.hash.slice(1);
  history.replaceState(history.state, "", location.pathname);
  return key;
}

export default function NewPassword() {
  const [key] = useState(keyFromAddress);
  const [done, setDone] = useState(false);
  if (done) return <Done asked={!key} />;
  return key ? <Choose key_={key} done={() => setDone(true)} /> : <Ask done={() => setDone(true)} />;
}

/** The same words for every address: nobody learns here who has an account. */
function Done({ asked }: { asked: boolean }) {
  const name = asked ? "mailed" : "set";
  return (
    <Step title={t(`accounts.password_${name}_title`)} under={t(`accounts.password_${name}_under`)}>
      <Button href="/sign-in" wide kind={asked ? "second" : "primary"}>
        {t("accounts.to_sign_in")}
      </Button>
    </Step>
  );
}

function Ask({ done }: { done: () => void }) {
  const { route } = useLocation();
  const [email, setEmail] = useState("");
  const [error, setError] = useState<string>();
  const { busy, submit } = useOnce(async () => {
    const found = await askForPassword(email.trim());
    if (found.kind === "in") done();
    else setError(factorWords(found));
  });
  return (
    <Step
      title={t("accounts.forgot_title")}
      under={t("accounts.forgot_under")}
      back={() => route("/sign-in")}
    >
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          label={t("accounts.email")}
          type="email"
          autocomplete="username"
          value={email}
          onValue={setEmail}
          error={error}
        />
        <Button type="submit" wide busy={busy && t("ui.sending")}>
          {t("accounts.send_link")}
        </Button>
      </form>
    </Step>
  );
}

function Choose({ key_, done }: { key_: string; done: () => void }) {
  const [password, setPassword] = useState("");
  const [error, setError] = useState<string>();
  const { busy, submit } = useOnce(async () => {
    const found = await store(key_, password);
    if (found.kind === "in") done();
    else setError(factorWords(found));
  });
  return (
    <Step title={t("accounts.choose_password_title")}>
      <form class="stack" onSubmit={submit} noValidate>
        <NewPasswordField value={password} onValue={setPassword} error={error} />
        <Button type="submit" wide busy={busy && t("ui.saving")}>
          {t("ui.save")}
        </Button>
      </form>
    </Step>
  );
}
