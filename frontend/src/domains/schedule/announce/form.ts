/** What is being written to a group or a track, and the body that it becomes. */
import type { components } from "../../../api/schema";
import { language } from "../../../kernel/i18n";

export type Reach = components["schemas"]["Reach"];
export type Body = components["schemas"]["AnnounceBodyRequest"];
export type Sent = components["schemas"]["SentAnnouncement"];
export type What = "none" | "place" | "time";

export interface Writing {
  en: string;
  es: string;
  what: What;
  placeEn: string;
  placeEs: string;
  on: string;
  wallTime: string;
}

export function fresh(reach: Reach): Writing {
  return {
    en: "",
    es: "",
    what: "none",
    placeEn: "",
    placeEs: "",
    on: reach.session?.on ?? "",
    wallTime: reach.session?.wall_time.slice(0, 5) ?? "",
  };
}

export function isWritten({ en, es, placeEn, placeEs }: Writing): boolean {
  return [en, es, placeEn, placeEs].some((words) => words.trim() !== "");
}

/** The words that a reader of this language gets. */
export function wordsFor(writing: Writing, reads: "en" | "es"): string {
  return (reads === "es" && writing.es.trim()) || writing.en.trim();
}

export function bodyOf(writing: Writing, reach: Reach, track: string | undefined): Body {
  const texts = { en: writing.en.trim(), es: writing.es.trim() };
  const change = changeOf(writing, reach);
  const to = reach.session ? { session_id: reach.session.id } : { track_id: track ?? "" };
  return { ...to, texts, ...(change && { change }) };
}

function changeOf(writing: Writing, { session }: Reach): Body["change"] | undefined {
  if (!session || writing.what === "none") return undefined;
  if (writing.what === "time") {
    return { version: session.version, on: writing.on, wall_time: writing.wallTime };
  }
  return { version: session.version, place: { en: writing.placeEn.trim(), es: writing.placeEs.trim() } };
}

export function titleOf({ title }: Reach): string {
  return title[language.value] || title.en;
}
