/** Words that another device had begun to write at this place, and this one has written over. */
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import type { Draft } from "./draft";

export default function DraftOffer({ draft }: { draft: Draft }) {
  if (!draft.other?.trim()) return null;
  return (
    <section class="draft-offer" aria-label={t("talks.other_device")}>
      <p class="label-text">{t("talks.other_device")}</p>
      <p class="draft-other">{t("messaging.quoted", { words: draft.other })}</p>
      <div class="draft-acts">
        <Button kind="second" pill onClick={() => draft.settle(true)}>
          {t("talks.add_words")}
        </Button>
        <Button kind="quiet" onClick={() => draft.settle(false)}>
          {t("talks.leave_words")}
        </Button>
      </div>
    </section>
  );
}
