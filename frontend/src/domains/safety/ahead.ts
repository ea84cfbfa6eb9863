/** Which places show where help is. Kept beside the screens: it stays when a sent message opens its thread. */
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { held } from "../../kernel/store";
import { rules } from "./rules";
import { read } from "./words";

/** From this level on help is shown before sending; below it, it would come for every heavy day. */
const HELP_FROM = 2;

export interface Ahead {
  level: number;
  open: boolean;
}

const places = held<Record<string, Ahead>>({});

export function helpAt(place: string): Ahead | undefined {
  return places.value[place];
}

/** Shows help where words of risk stand; closed once, it comes again only for graver ones. */
export async function look(place: string, text: string): Promise<void> {
  const both = await rules().catch(() => null);
  if (!both) return; // Not loaded: Help now stands on every screen.
  const before = places.peek()[place];
  const level = read(text, both);
  if (level < HELP_FROM || level <= (before?.level ?? 0)) return;
  places.value = { ...places.peek(), [place]: { level, open: true } };
  if (!before?.open) announce(t("safety.ahead_spoken"));
}

/** What is written next is looked at anew; what is shown stays. */
export async function sent(place: string, text: string): Promise<void> {
  await look(place, text);
  const help = places.peek()[place];
  if (help && !help.open) places.value = { ...places.peek(), [place]: { level: 0, open: false } };
}

export function close(place: string): void {
  const help = places.peek()[place];
  if (help) places.value = { ...places.peek(), [place]: { ...help, open: false } };
}
