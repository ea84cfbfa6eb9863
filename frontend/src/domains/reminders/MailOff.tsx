/** From the link in a mail: one button ends the mails. Nobody has to sign in, and opening it changes nothing. */
import { useState } from "preact/hooks";
import { send } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { FieldError } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { problemWords } from "../../ui/States";

export default function MailOff() {
  const [ended, setEnded] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const end = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const token = encodeURIComponent(location.hash.slice(1));
      await send("POST", `/api/v1/notices/mail-off?t=${token}`, {}, crypto.randomUUID());
      setEnded(true);
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <Page title={t("reminders.mail_off")} under={t("reminders.mail_off_under")}>
      <div class="stack tight" aria-live="polite">
        {ended ? (
          <p>{t("reminders.mail_off_done")}</p>
        ) : (
          <Button wide busy={busy && t("reminders.saving")} onClick={() => void end()}>
            {t("reminders.mail_off_do")}
          </Button>
        )}
        {problem && (
          <FieldError>
            {problem.status === 404 ? t("reminders.mail_off_wrong") : problemWords(problem)}
          </FieldError>
        )}
        <Button kind="quiet" href="/reminders">
          {t("reminders.mail_off_all")}
        </Button>
      </div>
    </Page>
  );
}
