/** Whose phone this is: it decides how long a sign-in lasts and what stays on the phone. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../../kernel/i18n";
import { account } from "../../../kernel/session";
import { vault } from "../../../kernel/vault";
import { Button } from "../../../ui/Button";
import { Choice } from "../../../ui/Choice";
import { Step } from "../Step";
import type { QuestionProps } from "../steps";

export function Device({ answers, answer, over, next, back }: QuestionProps) {
  const [tried, setTried] = useState(false);
  useEffect(() => {
    // A phone that keeps things for this very person was called their own before.
    void vault.owner().then((owner) => {
      if (owner && owner === account.value?.id) answer({ device: "own" });
    });
  }, []);
  return (
    <Step title={t("accounts.device_title")} under={t("accounts.device_under")} over={over} back={back}>
      <div class="stack">
        <Choice
          label={t("accounts.device_title")}
          hideLabel
          value={answers.device}
          onValue={(device) => answer({ device })}
          error={tried && !answers.device ? t("accounts.choose_one") : undefined}
          answers={[
            { value: "own", label: t("accounts.device_own"), second: t("accounts.device_own_second") },
            {
              value: "shared",
              label: t("accounts.device_shared"),
              second: t("accounts.device_shared_second"),
            },
          ]}
        />
        <Button wide onClick={() => (answers.device ? next() : setTried(true))}>
          {t("accounts.go_on")}
        </Button>
      </div>
    </Step>
  );
}
