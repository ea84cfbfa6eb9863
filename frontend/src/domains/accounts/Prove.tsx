/** "It is still you": asked before something about signing in is changed, when the last proof is old. */
import { useEffect, useState } from "preact/hooks";
import type { Outcome } from "../../kernel/allauth";
import { t } from "../../kernel/i18n";
import { proveByPasskey } from "../../kernel/passkey";
import { Button } from "../../ui/Button";
import { Field, FieldError } from "../../ui/Field";
import { type FactorsFound, factors, proveByCode, proveByPassword } from "./factors";
import { Step } from "./Step";
import { factorWords } from "./words";

export function Prove({ done, back }: { done: () => void; back: () => void }) {
  const [have, setHave] = useState<FactorsFound | null>(null);
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  useEffect(() => {
    void factors().then(setHave);
  }, []);
  const settle = async (trying: Promise<Outcome>) => {
    setBusy(true);
    const found = await trying;
    setBusy(false);
    if (found.kind === "in") done();
    else setError(factorWords(found));
  };
  const byCode = have?.codeApp && /^[\d\s]{6,7}$/.test(words);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!busy) void settle(byCode ? proveByCode(words) : proveByPassword(words));
  };
  return (
    <Step title={t("accounts.prove_title")} under={t("accounts.prove_under")} back={back}>
      <div class="stack">
        {have && have.passkeys.length > 0 && (
          <Button
            icon="key"
            wide
            busy={busy && t("accounts.working")}
            onClick={() => void settle(proveByPasskey())}
          >
            {t("accounts.prove_passkey")}
          </Button>
        )}
        <form class="stack" onSubmit={submit} noValidate>
          <Field
            label={t(have?.codeApp ? "accounts.prove_either" : "accounts.password")}
            type="password"
            autocomplete="current-password"
            value={words}
            onValue={setWords}
          />
          {error && <FieldError>{error}</FieldError>}
          <Button type="submit" kind="second" wide busy={busy && t("accounts.working")}>
            {t("accounts.go_on")}
          </Button>
        </form>
      </div>
    </Step>
  );
}
