/** What happens to a notice that nobody looks at, and how many a day there may be. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Field, Select } from "../../ui/Field";
import type { Wishes } from "./actions";
import type { Changing } from "./useWishes";

interface Props {
  wishes: Wishes;
  change: Changing;
}

/** Minutes; 0: never. */
const AFTER = [15, 30, 60, 240, 0];
/** Notices a day; 0 stands for no cap. */
const CAPS = [0, 1, 3, 5, 10];

const withOwn = (offered: number[], own: number) => (offered.includes(own) ? offered : [...offered, own]);

export function Unread({ wishes, change }: Props) {
  const options = AFTER.map((minutes) => ({
    value: String(minutes),
    label: t(`reminders.after_${minutes}`),
  }));
  return (
    <>
      <Select
        label={t("reminders.after")}
        value={String(wishes.fallback_after)}
        options={options}
        onValue={(value) => void change("unread", { fallback_after: Number(value) })}
      />
      <p class="quiet-text label-text">{t(noteOf(wishes))}</p>
    </>
  );
}

/** By which way it then comes, in the order in which the server chooses. */
function noteOf({ fallback_after, sms, texts_to, texts_stopped, email }: Wishes): string {
  if (fallback_after === 0) return "reminders.after_note_never";
  if (sms && texts_to && !texts_stopped) return "reminders.after_note_sms";
  return email ? "reminders.after_note_email" : "reminders.after_note_nowhere";
}

export function Cap({ wishes, change }: Props) {
  const cap = wishes.daily_cap ?? 0;
  const options = withOwn(CAPS, cap).map((n) => ({
    value: String(n),
    label: n === 0 ? t("reminders.cap_none") : t("reminders.cap_n", { n }),
  }));
  return (
    <>
      <Select
        label={t("reminders.cap_most")}
        value={String(cap)}
        options={options}
        onValue={(value) => void change("cap", { daily_cap: Number(value) || null })}
      />
      {cap > 0 && <DigestTime at={wishes.digest_at} change={change} />}
      <p class="quiet-text label-text">{t(cap > 0 ? "reminders.cap_note" : "reminders.cap_note_none")}</p>
    </>
  );
}

const REST = 700;

/** Typed times are saved when the typing rests. */
function DigestTime({ at, change }: { at: string; change: Changing }) {
  const [typed, setTyped] = useState(at);
  useEffect(() => setTyped(at), [at]);
  useEffect(() => {
    if (!typed || typed === at) return undefined;
    const timer = setTimeout(() => void change("cap", { digest_at: typed }), REST);
    return () => clearTimeout(timer);
  }, [typed, at, change]);
  return <Field label={t("reminders.digest_at")} type="time" value={typed} onValue={setTyped} />;
}
