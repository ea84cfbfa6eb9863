/** Texts need a number first: the switch asks for it, and turns on once it is there. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { Switch } from "../../ui/Choice";
import { Field, FieldError } from "../../ui/Field";
import { problemWords } from "../../ui/States";
import { saveNumber, type Wishes } from "./actions";
import type { Changing } from "./useWishes";

interface Props {
  wishes: Wishes;
  change: Changing;
  again: () => Promise<void>;
}

export function Texts({ wishes, change, again }: Props) {
  const [asking, setAsking] = useState(false);
  const turn = (sms: boolean) => {
    if (sms && !wishes.texts_to) setAsking(true);
    else {
      setAsking(false);
      void change("where", { sms });
    }
  };
  const done = async () => {
    await again();
    setAsking(false);
    await change("where", { sms: true });
  };
  return (
    <div class="stack tight">
      <Switch atEnd on={wishes.sms || asking} onChange={turn}>
        {t("reminders.texts")}
      </Switch>
      {wishes.sms && wishes.texts_to && !asking && (
        <div class="texts-to">
          <p class="quiet-text label-text">{t("reminders.texts_to", { end: wishes.texts_to })}</p>
          <Button kind="quiet" onClick={() => setAsking(true)}>
            {t("reminders.texts_change")}
          </Button>
        </div>
      )}
      {wishes.sms && wishes.texts_stopped && <p class="label-text">{t("reminders.texts_stopped")}</p>}
      {asking && <NumberForm done={done} />}
    </div>
  );
}

function NumberForm({ done }: { done: () => Promise<void> }) {
  const [number, setNumber] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    try {
      await saveNumber(number);
      await done();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <form class="stack tight" onSubmit={(event) => void submit(event)}>
      <Field
        label={t("reminders.number")}
        hint={t("reminders.number_hint")}
        type="tel"
        autocomplete="tel"
        required
        value={number}
        onValue={setNumber}
        problem={problem}
        pointer="/phone"
      />
      {problem && !problem.at("/phone") && <FieldError>{problemWords(problem)}</FieldError>}
      <Button kind="second" type="submit" busy={busy && t("reminders.saving")}>
        {t("reminders.number_save")}
      </Button>
    </form>
  );
}
