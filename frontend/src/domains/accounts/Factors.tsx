/** The ways in: passkeys, code app, recovery codes, password. Every change asks for a fresh proof. */
import { useState } from "preact/hooks";
import type { Outcome } from "../../kernel/allauth";
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { addPasskey, passkeysWork } from "../../kernel/passkey";
import { offline } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { FieldError } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Ready } from "../../ui/States";
import { ChangePassword } from "./ChangePassword";
import { CodeApp } from "./CodeApp";
import { Codes } from "./Codes";
import {
  type FactorsFound,
  factors,
  firstCodes,
  newCodes,
  removeCodeApp,
  removePasskey,
  wantsProof,
} from "./factors";
import { Prove } from "./Prove";
import { factorWords } from "./words";

type Part = "list" | "app" | "prove" | "password" | { codes: string[] };

async function load(): Promise<FactorsFound> {
  const found = await factors();
  if (!found) throw offline();
  return found;
}

export default function Factors() {
  const found = useAsk(load);
  const [part, setPart] = useState<Part>("list");
  const [error, setError] = useState<string>();
  const list = () => {
    setPart("list");
    found.again();
  };
  const added = async () => {
    const codes = await firstCodes();
    if (codes.length > 0) setPart({ codes });
    else list();
  };
  /** Does it, or asks for a proof first; afterwards the person taps again. */
  const settle = async (doing: Promise<Outcome>, after: () => void | Promise<void> = list) => {
    setError(undefined);
    const outcome = await doing;
    if (outcome.kind === "in") {
      announce(t("accounts.saved"));
      await after();
    } else if (wantsProof(outcome)) setPart("prove");
    else setError(factorWords(outcome));
  };
  const renew = async () => {
    const made = await newCodes();
    if (Array.isArray(made)) setPart({ codes: made });
    else await settle(Promise.resolve(made));
  };
  if (typeof part === "object") return <Codes codes={part.codes} done={list} />;
  if (part === "app") return <CodeApp added={added} prove={() => setPart("prove")} back={list} />;
  if (part === "prove") return <Prove done={list} back={list} />;
  if (part === "password") return <ChangePassword done={list} />;
  return (
    <Page title={t("accounts.ways")} under={t("accounts.ways_note")} back="/settings">
      {error && <FieldError>{error}</FieldError>}
      <Ready of={found}>
        {(have) => (
          <div class="stack wide">
            <Passkeys have={have} settle={settle} added={added} />
            <Section title={t("accounts.app")}>
              <RowList>
                {have.codeApp ? (
                  <Row
                    icon="lock"
                    title={t("accounts.app_there")}
                    end={<Away act={() => settle(removeCodeApp())} />}
                  />
                ) : (
                  <Row icon="plus" title={t("accounts.app_add")} onClick={() => setPart("app")} />
                )}
              </RowList>
            </Section>
            {have.recovery !== null && (
              <Section title={t("accounts.codes")}>
                <RowList>
                  <Row
                    icon="page"
                    title={t("accounts.codes_left", { n: have.recovery })}
                    second={t("accounts.codes_new")}
                    onClick={() => void renew()}
                  />
                </RowList>
              </Section>
            )}
            <RowList>
              <Row icon="pencil" title={t("accounts.change_password")} onClick={() => setPart("password")} />
            </RowList>
          </div>
        )}
      </Ready>
    </Page>
  );
}

interface PasskeysProps {
  have: FactorsFound;
  settle: (doing: Promise<Outcome>, after?: () => void | Promise<void>) => Promise<void>;
  added: () => Promise<void>;
}

function Passkeys({ have, settle, added }: PasskeysProps) {
  return (
    <Section title={t("accounts.passkeys")}>
      <RowList>
        {have.passkeys.map((passkey) => (
          <Row
            key={passkey.id}
            icon="key"
            title={passkey.name}
            end={<Away act={() => settle(removePasskey(passkey.id))} />}
          />
        ))}
        {passkeysWork() && (
          <Row
            icon="plus"
            title={t("accounts.passkey_add")}
            onClick={() => void settle(addPasskey(t("accounts.this_phone")), added)}
          />
        )}
      </RowList>
    </Section>
  );
}

/** Two taps: the second one does it. */
function Away({ act }: { act: () => Promise<void> }) {
  const [sure, setSure] = useState(false);
  return (
    <Button kind="second" pill onClick={() => (sure ? void act() : setSure(true))}>
      {t(sure ? "accounts.remove_sure" : "accounts.remove")}
    </Button>
  );
}
