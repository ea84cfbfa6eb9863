/** Two times on one's own wall. Typed times are saved when the typing rests. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { zone } from "../../kernel/time";
import { Field } from "../../ui/Field";
import type { Wishes } from "./actions";
import type { Changing } from "./useWishes";

const REST = 700;

interface Props {
  wishes: Wishes;
  change: Changing;
}

export function Quiet({ wishes, change }: Props) {
  const [from, setFrom] = useState(wishes.quiet_from);
  const [until, setUntil] = useState(wishes.quiet_until);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setFrom(wishes.quiet_from), [wishes.quiet_from]);
  useEffect(() => setUntil(wishes.quiet_until), [wishes.quiet_until]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const later = (quiet_from: string, quiet_until: string) => {
    setFrom(quiet_from);
    setUntil(quiet_until);
    clearTimeout(timer.current);
    // Half a time is an empty value: nothing to save yet.
    if (!quiet_from || !quiet_until) return;
    timer.current = setTimeout(() => void change("quiet", { quiet_from, quiet_until }), REST);
  };
  return (
    <>
      <div class="quiet-hours">
        <Field
          label={t("reminders.quiet_from")}
          type="time"
          value={from}
          onValue={(value) => later(value, until)}
        />
        <Field
          label={t("reminders.quiet_until")}
          type="time"
          value={until}
          onValue={(value) => later(from, value)}
        />
      </div>
      <p class="quiet-text label-text">
        {from === until
          ? t("reminders.quiet_none")
          : t("reminders.quiet_note", { zone: zone.value.replaceAll("_", " ").replace(/^.*\//, "") })}
      </p>
    </>
  );
}
