/** Inviting somebody: who, what, until when, see it as they will, sign. */
import { useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { setDirty } from "../../kernel/dirty";
import { language, t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Field, FieldError } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { problemWords } from "../../ui/States";
import { invite } from "./actions";
import { endOf, inDays, Terms } from "./Terms";
import type { Consent } from "./words";

const EMPTY = { name: "", email: "", relation: "" };

export default function Invite() {
  const [who, setWho] = useState(EMPTY);
  const [terms, setTerms] = useState({
    scopes: [] as ("schedule" | "plan")[],
    until: inDays(60),
    signature: "",
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [made, setMade] = useState<Consent>();
  const key = useRef(crypto.randomUUID());
  const put = (next: Partial<typeof EMPTY>) => {
    setDirty("family.invite", true);
    setWho({ ...who, ...next });
  };
  const send = () => {
    setBusy(true);
    const body = {
      relative_name: who.name.trim(),
      relative_email: who.email.trim(),
      relation: who.relation.trim(),
      scopes: terms.scopes,
      ends_at: endOf(terms.until),
      signature: terms.signature.trim(),
      language: language.value,
    };
    invite(body, key.current)
      .then((consent) => {
        setDirty("family.invite", false);
        setMade(consent);
      })
      .catch((error) => {
        const found = asProblem(error);
        setProblem(found);
        // Refused: the next try is another request. Not answered: the same one again.
        if (!found.passing) key.current = crypto.randomUUID();
      })
      .finally(() => setBusy(false));
  };
  if (made) return <Sent consent={made} />;
  return (
    <Page title={t("family.invite")} back="/sharing" tab={t("app.more")}>
      <div class="stack wide">
        <div class="stack">
          <Field
            label={t("family.their_name")}
            value={who.name}
            onValue={(name) => put({ name })}
            problem={problem}
            pointer="/relative_name"
            maxLength={80}
          />
          <Field
            label={t("family.their_email")}
            hint={t("family.email_hint")}
            type="email"
            value={who.email}
            onValue={(email) => put({ email })}
            problem={problem}
            pointer="/relative_email"
          />
          <Field
            label={t("family.relation")}
            hint={t("family.relation_hint")}
            value={who.relation}
            onValue={(relation) => put({ relation })}
            problem={problem}
            pointer="/relation"
            maxLength={40}
          />
        </div>
        <Terms value={terms} onValue={setTerms} name={who.name} problem={problem} />
      </div>
      <Foot raised>
        {problem && <FieldError>{problemWords(problem)}</FieldError>}
        <Button wide busy={busy && t("ui.sending")} onClick={send}>
          {t("family.sign_and_invite")}
        </Button>
      </Foot>
    </Page>
  );
}

function Sent({ consent }: { consent: Consent }) {
  const { route } = useLocation();
  return (
    <Page title={t("family.invited_title")} back="/sharing" tab={t("app.more")}>
      <Card>
        <div class="stack tight">
          <p role="status">{t("family.invited", { name: consent.relative_name })}</p>
          <p>{t("family.invited_note")}</p>
          <Button wide onClick={() => route("/sharing")}>
            {t("family.to_sharing")}
          </Button>
        </div>
      </Card>
    </Page>
  );
}
