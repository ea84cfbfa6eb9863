/** The education part for family and friends: an address, six numbers by mail, a name. No link to anybody. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useSubmit } from "../../kernel/doing";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { loadSession } from "../../kernel/session";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Otherwise } from "./Otherwise";
import { Step } from "./Step";

export default function Join() {
  const { route } = useLocation();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const enter = async () => {
    await loadSession();
    route("/", true);
  };
  if (sent) return <Numbers email={email} back={() => setSent(false)} entered={enter} />;
  return <Address email={email} setEmail={setEmail} sent={() => setSent(true)} />;
}

interface AddressProps {
  email: string;
  setEmail: (email: string) => void;
  sent: () => void;
}

function Address({ email, setEmail, sent }: AddressProps) {
  const { route } = useLocation();
  const { busy, problem, submit } = useSubmit(async () => {
    await take(api.POST("/api/v1/education/sign-up", { body: { email: email.trim() } }));
    sent();
  });
  return (
    <Step title={t("accounts.join_title")} under={t("accounts.join_under")} back={() => route("/sign-in")}>
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          label={t("accounts.email")}
          type="email"
          autocomplete="email"
          value={email}
          onValue={setEmail}
          problem={problem}
          pointer="/email"
        />
        <Otherwise problem={problem} shown={["/email"]} />
        <Button type="submit" wide busy={busy && t("ui.sending")}>
          {t("accounts.send_code")}
        </Button>
        <p class="quiet-text label-text">{t("accounts.join_note")}</p>
      </form>
    </Step>
  );
}

interface NumbersProps {
  email: string;
  back: () => void;
  entered: () => Promise<void>;
}

function Numbers({ email, back, entered }: NumbersProps) {
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const { busy, problem, submit } = useSubmit(async () => {
    const body = { email: email.trim(), code: code.replace(/\s+/g, ""), name: name.trim() };
    await take(api.POST("/api/v1/education/sign-up/confirm", { body }));
    await entered();
  });
  return (
    <Step title={t("accounts.numbers_title")} under={t("accounts.numbers_under", { email })} back={back}>
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          label={t("accounts.six_numbers")}
          inputMode="numeric"
          autocomplete="one-time-code"
          value={code}
          onValue={setCode}
          problem={problem}
          pointer="/code"
        />
        <Field
          label={t("accounts.preferred_name")}
          hint={t("accounts.preferred_name_hint")}
          autocomplete="given-name"
          maxLength={80}
          value={name}
          onValue={setName}
          problem={problem}
          pointer="/name"
        />
        <Otherwise problem={problem} shown={["/code", "/name"]} />
        <Button type="submit" wide busy={busy && t("accounts.working")}>
          {t("accounts.go_on")}
        </Button>
      </form>
    </Step>
  );
}
