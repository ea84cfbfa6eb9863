/** Makes the vault of a phone of one's own. Reached after the person said that the phone is theirs. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { t } from "../../kernel/i18n";
import { account, makeVault } from "../../kernel/session";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { takeNext } from "../next";

export default function ChoosePin() {
  const { route } = useLocation();
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const short = !/^\d{6,}$/.test(pin);
  const differs = pin !== again;
  const submit = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (short || differs || busy || !account.value) return;
    setBusy(true);
    await makeVault(pin);
    route(takeNext() ?? "/", true);
  };
  return (
    <Page title={t("app.pin_title")} under={t("app.pin_under")} back="/">
      <form class="stack" onSubmit={submit} noValidate>
        <Field
          label={t("app.unlock_pin")}
          hint={t("app.pin_hint")}
          type="password"
          inputMode="numeric"
          autocomplete="off"
          value={pin}
          onValue={setPin}
          error={tried && short ? t("app.pin_short") : undefined}
        />
        <Field
          label={t("app.pin_again")}
          type="password"
          inputMode="numeric"
          autocomplete="off"
          value={again}
          onValue={setAgain}
          error={tried && !short && differs ? t("app.pin_differs") : undefined}
        />
        <Button type="submit" wide busy={busy && t("ui.saving")}>
          {t("app.pin_save")}
        </Button>
        <Button kind="quiet" href="/">
          {t("app.pin_later")}
        </Button>
      </form>
    </Page>
  );
}
