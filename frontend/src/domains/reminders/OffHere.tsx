/**
 * On Today: notices are off on this phone though the person wants them, with the way to mend it. Nothing is
 * shown, and nothing asked of the server, where they work, were never wanted here, or cannot be.
 */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { type PushState, pushState } from "../../kernel/push";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { FieldError } from "../../ui/Field";
import { readWishes, turnOn, type Wishes } from "./actions";

export default function OffHere() {
  const [here, setHere] = useState<PushState>("on");
  const [wishes, setWishes] = useState<Wishes>();
  useEffect(() => {
    void lookHere().then(([state, found]) => {
      setHere(state);
      setWishes(found);
    });
  }, []);
  if (!wishes || !isOff(here, wishes)) return null;
  return (
    <Card>
      <div class="stack tight">
        <h2>{t("reminders.off_here")}</h2>
        <p class="label-text">
          {t(here === "blocked" ? "reminders.phone_blocked" : "reminders.off_here_why")}
        </p>
        {here === "off" && <Mend wishes={wishes} done={() => setHere("on")} />}
        {here === "blocked" && (
          <Button kind="second" onClick={() => void pushState().then(setHere)}>
            {t("reminders.phone_again")}
          </Button>
        )}
      </div>
    </Card>
  );
}

async function lookHere(): Promise<[PushState, Wishes | undefined]> {
  const state = await pushState();
  const wasAsked = state === "blocked" || (state === "off" && Notification.permission === "granted");
  // A phone that was never asked is no phone that is broken.
  return [state, wasAsked ? await readWishes().catch(() => undefined) : undefined];
}

/** Wanted, and lost: the browser took it back, or its push service says that the address is gone. */
export function isOff(here: PushState, { push, dead_devices }: Wishes): boolean {
  return push && dead_devices > 0 && (here === "off" || here === "blocked");
}

export function Mend({ wishes, done }: { wishes: Wishes; done: () => void }) {
  const [failed, setFailed] = useState(false);
  const [busy, setBusy] = useState(false);
  const mend = async () => {
    setBusy(true);
    // The phone or the server said no; the reason is the browser's and says nothing to a person.
    const works = await turnOn(wishes.push_key).catch(() => false);
    setBusy(false);
    setFailed(!works);
    if (works) done();
  };
  return (
    <>
      <Button kind="second" busy={busy && t("reminders.saving")} onClick={() => void mend()}>
        {t("reminders.off_here_mend")}
      </Button>
      {failed && <FieldError>{t("reminders.phone_failed")}</FieldError>}
    </>
  );
}
