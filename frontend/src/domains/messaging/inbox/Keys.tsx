/** What the keys do. */
import type { Signal } from "@preact/signals";
import { t } from "../../../kernel/i18n";
import { Switch } from "../../../ui/Choice";
import { Dialog } from "../../../ui/Dialog";
import "./keys.css";

/** In the order in which they are shown. */
const KEYS = [
  ["j", "next"],
  ["k", "previous"],
  ["Enter", "open"],
  ["r", "reply"],
  ["n", "note"],
  ["/", "saved"],
  ["c", "claim"],
  ["e", "close"],
  ["Ctrl Enter", "send"],
  ["Esc", "leave"],
  ["?", "help"],
] as const;

export interface KeysProps {
  on: Signal<boolean>;
  onClose: () => void;
}

export default function Keys({ on, onClose }: KeysProps) {
  return (
    <Dialog open onClose={onClose} title={t("desk.keys")}>
      <Switch
        on={on.value}
        onChange={(next) => {
          on.value = next;
        }}
      >
        {t("desk.keys_on")}
      </Switch>
      <dl class="keys">
        {KEYS.map(([key, name]) => (
          <div key={key}>
            <dt>
              {key.split(" ").map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{t(`desk.key_${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
