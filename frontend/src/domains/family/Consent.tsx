/** One consent: what it says, changing it (signed anew), taking it back in two taps. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { language, t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { asProblem, type Problem } from "../../kernel/problem";
import { dateLong, dayKey } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Sheet } from "../../ui/Dialog";
import { FieldError } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { problemWords, Ready } from "../../ui/States";
import { change, consent as load, withdraw } from "./actions";
import { endOf, Terms } from "./Terms";
import { type Consent as ConsentData, isOpen, type ScopeKey, scopeWords, stateWords } from "./words";

export default function Consent({ id }: { id: string }) {
  const found = useAsk(() => load(id), { on: ["family.", "accounts.invitation_accepted"], deps: [id] });
  return (
    <Page
      title={found.data?.relative_name ?? t("family.sharing")}
      under={found.data?.relation}
      back="/sharing"
      tab={t("app.more")}
    >
      <Ready of={found}>{(data) => <One consent={data} again={found.again} />}</Ready>
    </Page>
  );
}

function One({ consent, again }: { consent: ConsentData; again: () => void }) {
  const [changing, setChanging] = useState(false);
  if (changing) {
    return (
      <Change
        consent={consent}
        done={() => {
          setChanging(false);
          again();
        }}
      />
    );
  }
  return (
    <div class="stack">
      <Card>
        <div class="stack tight">
          <h2>{isOpen(consent) ? scopeWords(consent.scopes) : t("family.nothing_now")}</h2>
          <p>{stateWords(consent)}</p>
          <p class="quiet-text">{t("family.signed_on", { day: dateLong(consent.starts_at) })}</p>
          <p class="quiet-text">{t("family.sent_to", { email: consent.relative_email })}</p>
        </div>
      </Card>
      {isOpen(consent) && (
        <>
          {consent.scopes.length > 0 && (
            <Button kind="second" icon="pencil" wide onClick={() => setChanging(true)}>
              {t("family.change")}
            </Button>
          )}
          <Withdraw consent={consent} done={again} />
        </>
      )}
    </div>
  );
}

function Withdraw({ consent, done }: { consent: ConsentData; done: () => void }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const act = () => {
    setBusy(true);
    withdraw(consent.id)
      .then(() => {
        setOpen(false);
        announce(t("family.withdrawn_now"));
        done();
      })
      .catch((error) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {t("family.withdraw")}
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t("family.withdraw_title", { name: consent.relative_name })}
      >
        <div class="stack tight">
          <p>{t("family.withdraw_now")}</p>
          <p>{t("family.withdraw_learning", { name: consent.relative_name })}</p>
          <p>{t("family.withdraw_seen")}</p>
          {problem && <FieldError>{problemWords(problem)}</FieldError>}
          <Button wide busy={busy && t("family.withdrawing")} onClick={act}>
            {t("family.withdraw_confirm")}
          </Button>
        </div>
      </Sheet>
    </>
  );
}

function Change({ consent, done }: { consent: ConsentData; done: () => void }) {
  const [terms, setTerms] = useState({
    scopes: consent.scopes as ScopeKey[],
    until: dayKey(consent.ends_at),
    signature: "",
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const send = () => {
    setBusy(true);
    const body = {
      version: consent.version,
      scopes: terms.scopes,
      ends_at: endOf(terms.until),
      signature: terms.signature.trim(),
      language: language.value,
    };
    change(consent.id, body)
      .then(done)
      .catch((error) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Terms value={terms} onValue={setTerms} name={consent.relative_name} problem={problem} />
      <Foot raised>
        {problem && <FieldError>{problem.at("/scopes") ?? problemWords(problem)}</FieldError>}
        <Button wide busy={busy && t("ui.saving")} onClick={send}>
          {t("family.sign_change")}
        </Button>
      </Foot>
    </>
  );
}
