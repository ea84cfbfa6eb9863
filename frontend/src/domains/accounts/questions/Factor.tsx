/** The second step of signing in: a passkey first, a code app second; then the codes for a lost phone. */
import { useState } from "preact/hooks";
import type { Outcome } from "../../../kernel/allauth";
import { t } from "../../../kernel/i18n";
import { addPasskey, passkeysWork } from "../../../kernel/passkey";
import { Button } from "../../../ui/Button";
import { FieldError } from "../../../ui/Field";
import { CodeApp } from "../CodeApp";
import { Codes } from "../Codes";
import { firstCodes, wantsProof } from "../factors";
import { Prove } from "../Prove";
import { Step } from "../Step";
import type { QuestionProps } from "../steps";
import { factorWords } from "../words";

type Part = "choose" | "app" | "prove" | { codes: string[] };

export function Factor({ over, next }: QuestionProps) {
  const [part, setPart] = useState<Part>("choose");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const added = async () => {
    const codes = await firstCodes();
    if (codes.length > 0) setPart({ codes });
    else next();
  };
  const passkey = async () => {
    setBusy(true);
    setError(undefined);
    const found: Outcome = await addPasskey(t("accounts.this_phone"));
    setBusy(false);
    if (found.kind === "in") await added();
    else if (wantsProof(found)) setPart("prove");
    else setError(factorWords(found));
  };
  const back = () => setPart("choose");
  if (typeof part === "object") return <Codes codes={part.codes} done={next} />;
  if (part === "prove") return <Prove done={back} back={back} />;
  if (part === "app") return <CodeApp added={added} prove={() => setPart("prove")} back={back} />;
  return (
    <Step title={t("accounts.factor_title")} under={t("accounts.factor_under")} over={over}>
      <div class="stack">
        {error && <FieldError>{error}</FieldError>}
        {passkeysWork() && (
          <Button icon="key" wide busy={busy && t("accounts.working")} onClick={() => void passkey()}>
            {t("accounts.passkey_make")}
          </Button>
        )}
        <Button kind="second" wide onClick={() => setPart("app")}>
          {t("accounts.app_way")}
        </Button>
      </div>
    </Step>
  );
}
