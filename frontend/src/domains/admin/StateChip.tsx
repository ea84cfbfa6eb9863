import { t } from "../../kernel/i18n";
import { Chip } from "../../ui/Chip";
import type { Post } from "./actions";

/** Where somebody stands between added and gone. Active says nothing: it is how it should be. */
export function StateChip({ state }: { state: Post["state"] }) {
  if (state === "active") return null;
  const due = state === "lapsed" || state === "added";
  return (
    <Chip tone={due ? "due" : "fact"} icon={state === "invited" ? "mail" : undefined}>
      {t(`admin.state_${state}`)}
    </Chip>
  );
}
