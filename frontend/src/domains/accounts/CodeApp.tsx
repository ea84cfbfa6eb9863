/** Adding a code app: a picture to scan from another screen, the same as words to copy, then six numbers. */
import { useEffect, useState } from "preact/hooks";
import { useOnce } from "../../kernel/doing";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Field, FieldError } from "../../ui/Field";
import { Loading } from "../../ui/States";
import { addCodeApp, type Offer, offerCodeApp, wantsProof } from "./factors";
import { Step } from "./Step";
import { factorWords } from "./words";

interface CodeAppProps {
  added: () => void | Promise<void>;
  prove: () => void;
  back: () => void;
}

export function CodeApp({ added, prove, back }: CodeAppProps) {
  const [offer, setOffer] = useState<Offer>();
  const [code, setCode] = useState("");
  const [error, setError] = useState<string>();
  useEffect(() => {
    void offerCodeApp().then((found) => {
      if ("secret" in found) setOffer(found);
      else if (wantsProof(found)) prove();
      else setError(factorWords(found));
    });
  }, []);
  const { busy, submit } = useOnce(async () => {
    const found = code.trim() ? await addCodeApp(code) : undefined;
    if (found?.kind === "in") return added();
    if (found && wantsProof(found)) return prove();
    setError(found ? factorWords(found) : t("accounts.missing"));
  });
  return (
    <Step title={t("accounts.app_title")} under={t("accounts.app_under")} back={back}>
      <div class="stack">
        {offer ? <Scan offer={offer} /> : !error && <Loading />}
        <form class="stack" onSubmit={submit} noValidate>
          <Field
            label={t("accounts.six_numbers")}
            inputMode="numeric"
            autocomplete="one-time-code"
            value={code}
            onValue={setCode}
          />
          {error && <FieldError>{error}</FieldError>}
          <Button type="submit" wide busy={busy && t("accounts.working")}>
            {t("accounts.go_on")}
          </Button>
        </form>
      </div>
    </Step>
  );
}

function Scan({ offer }: { offer: Offer }) {
  return (
    <Card label={t("accounts.app_title")} class="code-app">
      <Picture words={offer.url} />
      <a class="button second wide" href={offer.url}>
        <span>{t("accounts.app_open")}</span>
      </a>
      <p class="label-text quiet-text">{t("accounts.app_secret")}</p>
      <p class="secret numbers">{offer.secret.replace(/(.{4})/g, "$1 ").trim()}</p>
    </Card>
  );
}

/** Dark on light in both themes: cameras read it only so. */
function Picture({ words }: { words: string }) {
  const [path, setPath] = useState<{ d: string; size: number }>();
  useEffect(() => {
    void import("uqr").then(({ encode }) => {
      const { data, size } = encode(words, { ecc: "M", border: 2 });
      const squares = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : "")));
      setPath({ d: squares.join(""), size });
    });
  }, [words]);
  if (!path) return null;
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${path.size} ${path.size}`}
      role="img"
      aria-label={t("accounts.app_picture")}
    >
      <rect width={path.size} height={path.size} fill="#fff" />
      <path d={path.d} fill="#000" />
    </svg>
  );
}
