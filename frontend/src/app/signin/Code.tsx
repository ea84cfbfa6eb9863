/** The second step: the six numbers of an app, or a recovery code. */
import { useState } from "preact/hooks";
import { type Outcome, sendCode } from "../../kernel/allauth";
import { useOnce } from "../../kernel/doing";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { StepPage } from "./StepPage";

interface CodeProps {
  settle: (found: Outcome) => Promise<string | undefined>;
  back: () => void;
}

export function Code({ settle, back }: CodeProps) {
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const [error, setError] = useState<string>();
  const { busy, submit } = useOnce(async () => {
    setError(code.trim() ? await settle(await sendCode(code)) : t("signin.missing"));
  });
  const other = () => {
    setRecovery(!recovery);
    setCode("");
    setError(undefined);
  };
  return (
    <StepPage
      title={t("signin.code_title")}
      under={t(recovery ? "signin.recovery_under" : "signin.code_under")}
      back={back}
    >
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          key={String(recovery)}
          label={t(recovery ? "signin.recovery" : "signin.code")}
          inputMode={recovery ? "text" : "numeric"}
          autocomplete="one-time-code"
          name="code"
          value={code}
          onValue={setCode}
          error={error}
        />
        <Button type="submit" wide busy={busy && t("signin.working")}>
          {t("signin.enter")}
        </Button>
        <Button kind="quiet" onClick={other}>
          {t(recovery ? "signin.use_code" : "signin.use_recovery")}
        </Button>
      </form>
    </StepPage>
  );
}
