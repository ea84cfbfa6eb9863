/** The short lock of a phone of one's own: opens what it keeps. Help now stays in reach. */
import { useState } from "preact/hooks";
import { useOnce } from "../../kernel/doing";
import { t } from "../../kernel/i18n";
import { signOut, unlock } from "../../kernel/session";
import { vault } from "../../kernel/vault";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";

export default function Unlock() {
  const [pin, setPin] = useState("");
  const [error, setError] = useState<string>();
  const { busy, submit } = useOnce(async () => {
    const opened = await unlock(pin);
    setPin("");
    if (!opened) setError(t(vault.state.value === "none" ? "app.unlock_gone" : "app.unlock_wrong"));
  });
  return (
    <Page title={t("app.unlock_title")}>
      <form class="stack" onSubmit={submit}>
        <Field
          label={t("app.unlock_under")}
          type="password"
          inputMode="numeric"
          autocomplete="off"
          value={pin}
          onValue={setPin}
          error={error}
        />
        <Button type="submit" wide busy={busy && t("app.unlocking")}>
          {t("app.unlock")}
        </Button>
        <Button kind="quiet" onClick={() => void signOut()}>
          {t("app.unlock_other")}
        </Button>
      </form>
    </Page>
  );
}
