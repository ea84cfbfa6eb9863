/** Words have come under what the reader sees: the way down to them. */
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";

export default function Newer({ down }: { down: () => void }) {
  return (
    <div class="stream-newer">
      <Button pill icon="send" onClick={down}>
        {t("messaging.new_words")}
      </Button>
    </div>
  );
}
