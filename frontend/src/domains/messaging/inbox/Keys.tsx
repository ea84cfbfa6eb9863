/** What the keys do. */
import { t } from "../../../kernel/i18n";
import { Switch } from "../../../ui/Choice";
import { Dialog } from "../../../ui/Dialog";
import { KEYS, keysOn } from "./useKeys";

export default function Keys({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={t("messaging.keys")}>
      <Switch
        on={keysOn.value}
        onChange={(on) => {
          keysOn.value = on;
        }}
      >
        {t("messaging.keys_on")}
      </Switch>
      <dl class="keys">
        {KEYS.map(([key, name]) => (
          <div key={key}>
            <dt>
              {key.split(" ").map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{t(`messaging.key_${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
