/**
 * An invitation, opened from its mail or typed from paper. The code stays in the fragment, which no
 * server and no log sees, and leaves the address bar as soon as it was read.
 */
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useSubmit } from "../../kernel/doing";
import { t } from "../../kernel/i18n";
import { passkeysWork } from "../../kernel/passkey";
import { asProblem, type Problem } from "../../kernel/problem";
import { loadSession } from "../../kernel/session";
import { Button } from "../../ui/Button";
import { Field, FieldError } from "../../ui/Field";
import { Loading, problemWords } from "../../ui/States";
import { Codes } from "./Codes";
import { accept, acceptWithPasskey, type Look, lookAt } from "./door";
import { Otherwise } from "./Otherwise";
import { NewPasswordField } from "./PasswordField";
import { Step } from "./Step";

function codeFromAddress(): string {
  const code = decodeURIComponent(location.hash.slice(1));
  history.replaceState(history.state, "", location.pathname);
  return code;
}

export default function Welcome() {
  const { route } = useLocation();
  const [code] = useState(codeFromAddress);
  const [look, setLook] = useState<Look>();
  const [problem, setProblem] = useState<Problem>();
  const [codes, setCodes] = useState<string[]>([]);
  useEffect(() => {
    if (code) lookAt(code).then(setLook, (error) => setProblem(asProblem(error)));
  }, [code]);
  const enter = async () => {
    await loadSession();
    route("/", true);
  };
  const done = (shown: string[]) => (shown.length > 0 ? setCodes(shown) : enter());
  if (codes.length > 0) return <Codes codes={codes} done={enter} />;
  if (!code || problem) return <Over problem={problem} />;
  if (!look) return <Loading />;
  if (look.needs === "sign_in") return <SignInFirst />;
  if (look.needs === "new") return <Begin code={code} look={look} done={done} />;
  return <Join code={code} look={look} done={done} />;
}

function Over({ problem }: { problem?: Problem }) {
  const gone = problem?.status === 410;
  return (
    <Step
      title={t(gone ? "accounts.over_title" : "accounts.no_code_title")}
      under={problem && problemWords(problem)}
    >
      <div class="stack tight">
        <Button href="/sign-in" wide>
          {t("accounts.to_sign_in")}
        </Button>
      </div>
    </Step>
  );
}

function SignInFirst() {
  return (
    <Step title={t("accounts.known_title")} under={t("accounts.known_under")}>
      <Button href="/sign-in" wide>
        {t("accounts.to_sign_in")}
      </Button>
    </Step>
  );
}

interface PartProps {
  code: string;
  look: Look;
  done: (codes: string[]) => Promise<void> | void;
}

/** A new account: a passkey first, a password second. */
function Begin({ code, look, done }: PartProps) {
  const [way, setWay] = useState<"start" | "password">("start");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  if (way === "password") return <WithPassword code={code} done={done} back={() => setWay("start")} />;
  const passkey = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const made = await acceptWithPasskey(code);
      if (made) return done(made.recovery_codes);
      setError(t("accounts.passkey_stopped"));
    } catch (caught) {
      const problem = asProblem(caught);
      setError(problem.errors[0]?.detail ?? problemWords(problem));
    }
    setBusy(false);
  };
  return (
    <Step
      title={t("accounts.welcome_title", { name: look.name })}
      under={t(`accounts.welcome_${look.purpose}`)}
    >
      <div class="stack">
        <p>{t(passkeysWork() ? "accounts.passkey_what" : "accounts.passkey_none")}</p>
        {error && <FieldError>{error}</FieldError>}
        {passkeysWork() && (
          <Button icon="key" wide busy={busy && t("accounts.working")} onClick={() => void passkey()}>
            {t("accounts.passkey_make")}
          </Button>
        )}
        <Button kind="second" wide onClick={() => setWay("password")}>
          {t("accounts.password_way")}
        </Button>
      </div>
    </Step>
  );
}

function WithPassword({ code, done, back }: Omit<PartProps, "look"> & { back: () => void }) {
  const [password, setPassword] = useState("");
  const { busy, problem, submit } = useSubmit(async () => {
    await done((await accept({ code, password })).recovery_codes);
  });
  return (
    <Step title={t("accounts.password_title")} under={t("accounts.password_under")} back={back}>
      <form class="stack" onSubmit={submit} noValidate>
        <NewPasswordField value={password} onValue={setPassword} problem={problem} pointer="/password" />
        <Otherwise problem={problem} shown={["/password"]} />
        <Button type="submit" wide busy={busy && t("accounts.working")}>
          {t("accounts.go_on")}
        </Button>
      </form>
    </Step>
  );
}

/** Somebody who is signed in adds what the invitation gives to the account that is here. */
function Join({ code, look, done }: PartProps) {
  const [email, setEmail] = useState("");
  const { busy, problem, submit } = useSubmit(async () => {
    await done((await accept({ code, email })).recovery_codes);
  });
  const confirm = look.needs === "confirm";
  return (
    <Step title={t("accounts.add_title", { name: look.name })} under={t("accounts.add_under")}>
      <form class="stack" onSubmit={submit} noValidate>
        {confirm && (
          <Field
            label={t("accounts.invited_address")}
            hint={t("accounts.invited_address_hint")}
            type="email"
            autocomplete="email"
            value={email}
            onValue={setEmail}
            problem={problem}
            pointer="/email"
          />
        )}
        <Otherwise problem={problem} shown={["/email"]} />
        <Button type="submit" wide busy={busy && t("accounts.working")}>
          {t("accounts.add")}
        </Button>
        <Button kind="quiet" href="/">
          {t("accounts.not_now")}
        </Button>
      </form>
    </Step>
  );
}
