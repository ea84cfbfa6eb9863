/** A first visit: the code of the invitation. It travels in the fragment, which no server and no log sees. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { StepPage } from "./StepPage";

export function FirstTime({ back }: { back: () => void }) {
  const { route } = useLocation();
  const [code, setCode] = useState("");
  const [error, setError] = useState<string>();
  const submit = (event: Event) => {
    event.preventDefault();
    const plain = code.replace(/\s+/g, "");
    if (plain) route(`/welcome#${encodeURIComponent(plain)}`);
    else setError(t("signin.missing"));
  };
  return (
    <StepPage title={t("signin.first_time")} under={t("signin.first_under")} back={back}>
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          label={t("signin.invitation")}
          hint={t("signin.invitation_hint")}
          autocomplete="off"
          value={code}
          onValue={setCode}
          error={error}
        />
        <Button type="submit" wide>
          {t("signin.go_on")}
        </Button>
        <p class="quiet-text label-text">{t("signin.no_invitation")}</p>
        <Button kind="quiet" href="/join">
          {t("signin.join_link")}
        </Button>
      </form>
    </StepPage>
  );
}
