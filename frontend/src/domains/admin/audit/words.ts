/** The codes of the record in plain words. A code without words is said to be something else, never shown. */
import { hasText, t } from "../../../kernel/i18n";
import type { Entry } from "./actions";

const known = (key: string, other: string) => t(hasText(key) ? key : other);

export function whoWords({ who }: Entry): string {
  return who.name || t(`audit.kind_${who.kind}`);
}

/** Refusals carry a method ("get.thread"), everything else the product's own verb ("messaging.send"). */
export function verbWords({ verb, outcome }: Entry): string {
  const method = verb.split(".")[0] ?? "";
  if (outcome === "denied") {
    if (method === "get" || method === "head") return t("audit.tried_get");
    if (["post", "put", "patch", "delete", "socket"].includes(method)) return t("audit.tried_change");
  }
  return known(`audit.verb_${verb.replaceAll(".", "_")}`, "audit.verb_other");
}

export const objectWords = (entry: Entry) => known(`audit.object_${entry.object_type}`, "audit.object_other");
