/** Sign in: passkey first, email second, a first visit, the other language; in the demo, its people. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Outcome } from "../../kernel/allauth";
import { language, speak, t } from "../../kernel/i18n";
import { passkeysWork, signInWithPasskey } from "../../kernel/passkey";
import { demo, ended, loadSession } from "../../kernel/session";
import { Bridge } from "../../ui/Bridge";
import { Button } from "../../ui/Button";
import { FieldError } from "../../ui/Field";
import { HelpNow, useTitle, Wordmark } from "../../ui/Page";
import { takeNext } from "../next";
import { Code } from "./Code";
import { DemoPeople } from "./DemoPeople";
import { FirstTime } from "./FirstTime";
import { Password } from "./Password";
import { outcomeWords } from "./words";
import "./SignIn.css";

export type Step = "start" | "password" | "code" | "first";

export default function SignIn() {
  const { route } = useLocation();
  const [step, setStep] = useState<Step>("start");
  /** After every try: in, on to the second step, or the reason in plain words. */
  const settle = async (found: Outcome): Promise<string | undefined> => {
    if (found.kind === "more" && found.flow === "mfa_authenticate") setStep("code");
    if (found.kind !== "in") return outcomeWords(found);
    await loadSession();
    route(takeNext() ?? "/", true);
    return undefined;
  };
  const back = () => setStep("start");
  if (step === "password") return <Password settle={settle} back={back} />;
  if (step === "code") return <Code settle={settle} back={back} />;
  if (step === "first") return <FirstTime back={back} />;
  return <Start settle={settle} go={setStep} />;
}

interface StartProps {
  settle: (found: Outcome) => Promise<string | undefined>;
  go: (step: Step) => void;
}

function Start({ settle, go }: StartProps) {
  const title = useTitle();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const passkey = async () => {
    setBusy(true);
    setError(passkeysWork() ? await settle(await signInWithPasskey()) : t("signin.no_passkeys"));
    setBusy(false);
  };
  const greeting = ended.value === "timed_out" ? t("signin.timed_out") : t("signin.under");
  return (
    <div class="signin">
      <header class="bar">
        <Wordmark />
        <HelpNow />
      </header>
      <div class="signin-picture">
        <Bridge />
      </div>
      <div class="signin-words">
        <h1 ref={title} tabIndex={-1}>
          {t("signin.title")}
        </h1>
        <p>{greeting}</p>
      </div>
      <div class="stack tight">
        {error && <FieldError>{error}</FieldError>}
        <Button icon="key" wide busy={busy && t("signin.working")} onClick={() => void passkey()}>
          {t("signin.passkey")}
        </Button>
        <Button kind="second" icon="mail" wide onClick={() => go("password")}>
          {t("signin.email_way")}
        </Button>
      </div>
      <div class="signin-ends">
        <Button kind="quiet" onClick={() => go("first")}>
          {t("signin.first_time")}
        </Button>
        <OtherLanguage />
      </div>
      {demo.value && <DemoPeople settle={settle} />}
    </div>
  );
}

function OtherLanguage() {
  const other = language.value === "en" ? "es" : "en";
  return (
    <span lang={other}>
      <Button kind="quiet" icon="globe" onClick={() => void speak(other)}>
        {t("signin.other_language")}
      </Button>
    </span>
  );
}
