/** Recovery codes, shown once: they open the second step when the phone is lost. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Step } from "./Step";

export function Codes({ codes, done }: { codes: string[]; done: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n")).then(
      () => setCopied(true),
      () => setCopied(false),
    );
    announce(t("accounts.copied"));
  };
  return (
    <Step title={t("accounts.codes_title")} under={t("accounts.codes_under")}>
      <div class="stack">
        <Card label={t("accounts.codes_title")}>
          <ul class="codes">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </Card>
        <Button kind="second" wide onClick={() => void copy()}>
          {t(copied ? "accounts.copied" : "accounts.copy_codes")}
        </Button>
        <Button wide onClick={done}>
          {t("accounts.codes_kept")}
        </Button>
      </div>
    </Step>
  );
}
