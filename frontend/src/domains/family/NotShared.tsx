/** What a relative's page says once it is not shared, at once and without a reason. */

import type { ComponentChildren } from "preact";
import type { Asked } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Empty, Ready } from "../../ui/States";

export function NotShared() {
  return (
    <div role="status">
      <Empty
        title={t("family.not_shared")}
        action={
          <Button kind="second" href="/learn">
            {t("family.to_learning")}
          </Button>
        }
      >
        {t("family.not_shared_note")}
      </Empty>
    </div>
  );
}

/** `Ready`, but a page that went away says so kindly. */
export function WhileShared<T>({ of, children }: { of: Asked<T>; children: (data: T) => ComponentChildren }) {
  if (of.problem?.status === 404) return <NotShared />;
  return <Ready of={of}>{children}</Ready>;
}
