/** Whether notices come to this phone, how to turn them on, and how to mend them. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { type PushState, pushState, stopPush } from "../../kernel/push";
import { account } from "../../kernel/session";
import { Button } from "../../ui/Button";
import { Switch } from "../../ui/Choice";
import { FieldError } from "../../ui/Field";
import { forgetBrowser, turnOn, type Wishes } from "./actions";
import { isOff } from "./OffHere";
import type { Changing } from "./useWishes";

interface Props {
  wishes: Wishes;
  change: Changing;
  again: () => Promise<void>;
}

type Here = PushState | "asking";

export function OnThisPhone({ wishes, change, again }: Props) {
  const [here, setHere] = useState<Here>("asking");
  const [failed, setFailed] = useState(false);
  const look = () => pushState().then(setHere);
  useEffect(() => void look(), []);

  const turn = async (on: boolean) => {
    setFailed(false);
    setHere(on ? "on" : "off");
    try {
      if (on) await begin(wishes, change);
      else await end();
      await again();
    } catch {
      // The phone or the server said no; the reason is the browser's and says nothing to a person.
      setFailed(true);
    }
    await look();
  };
  const on = here === "on" && wishes.push;
  return (
    <div class="stack tight">
      {here === "needs_install" || here === "missing" || here === "blocked" ? (
        <Mend here={here} look={look} />
      ) : (
        <Switch atEnd on={on} onChange={(wanted) => void turn(wanted)}>
          {t("reminders.phone")}
        </Switch>
      )}
      {here === "off" && isOff(here, wishes) && <p class="label-text">{t("reminders.off_here_why")}</p>}
      {here === "off" && wishes.push && wishes.devices > 0 && (
        <p class="quiet-text label-text">{t("reminders.phone_elsewhere", { n: wishes.devices })}</p>
      )}
      {on && account.value?.device === "shared" && (
        <p class="quiet-text label-text">{t("reminders.phone_shared")}</p>
      )}
      {failed && <FieldError>{t("reminders.phone_failed")}</FieldError>}
    </div>
  );
}

async function begin(wishes: Wishes, change: Changing): Promise<void> {
  if ((await turnOn(wishes.push_key)) && !wishes.push) await change("where", { push: true });
}

async function end(): Promise<void> {
  const endpoint = await stopPush();
  if (endpoint) await forgetBrowser(endpoint);
}

function Mend({ here, look }: { here: "needs_install" | "missing" | "blocked"; look: () => Promise<void> }) {
  return (
    <div class="stack tight">
      <p>{t(`reminders.phone_${here}`)}</p>
      {here === "needs_install" && (
        <ol class="mend-steps label-text">
          {[1, 2, 3].map((step) => (
            <li key={step}>{t(`reminders.install_${step}`)}</li>
          ))}
        </ol>
      )}
      {here === "blocked" && (
        <Button kind="second" onClick={() => void look()}>
          {t("reminders.phone_again")}
        </Button>
      )}
    </div>
  );
}
