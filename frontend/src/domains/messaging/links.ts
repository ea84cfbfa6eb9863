/**
 * What of a message can be tapped: web addresses that say so (a scheme or "www."), mail addresses, and
 * numbers of the North American plan. "you.It" is no address, though a browser might find one there.
 * The browser's own reading of an address decides where it leads, and that place is shown.
 */
export type Piece = string | { href: string; words: string };

/** Blanks, quotes, and signs that are not seen: an address ends at them. */
const ENDS =
  '\\s<>"\\\\\\u00ad\\u061c\\u115f\\u1160\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff';
/** Everything has a longest length, so that no text takes long to look through. */
const FOUND = new RegExp(
  [
    `(?:https?://|www\\.)[^${ENDS}]{1,2000}`,
    "(?:mailto:)?[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}",
    "(?:tel:)?(?:\\+?1[ .-]?)?(?:\\([2-9]\\d\\d\\) ?|[2-9]\\d\\d[ .-])[2-9]\\d\\d[ .-]\\d{4}(?![\\w@-])",
    "tel:\\+?\\d{10,15}(?![\\w@-])",
  ].join("|"),
  "gi",
);
const CLOSING: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** The text in pieces, in order; together they are the text, but for hosts that are shown as they are. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let told = 0;
  for (const match of text.matchAll(FOUND)) {
    const raw = trimmed(match[0]);
    const link = /[\w@.]/.test(text[match.index - 1] ?? " ") ? null : linkOf(raw);
    if (!link) continue;
    if (match.index > told) found.push(text.slice(told, match.index));
    found.push(link);
    told = match.index + raw.length;
  }
  if (told < text.length) found.push(text.slice(told));
  return found;
}

/** Without the end of the sentence: a bracket belongs to the address only where it was opened there. */
function trimmed(raw: string): string {
  let end = raw.length;
  for (;;) {
    const last = raw[end - 1] ?? "";
    const open = CLOSING[last];
    const before = raw.slice(0, end);
    const loose = open
      ? before.split(open).length < before.split(last).length
      : /[.,;:!?'*_~|…’”»]/.test(last);
    if (!loose) return before;
    end -= 1;
  }
}

function linkOf(raw: string): Piece | null {
  if (/^(https?:|www\.)/i.test(raw)) return webOf(raw);
  if (raw.includes("@")) return { href: `mailto:${raw.replace(/^mailto:/i, "")}`, words: raw };
  const digits = raw.replace(/\D/g, "");
  return { href: `tel:+${digits.length === 10 ? 1 : ""}${digits}`, words: raw };
}

function webOf(raw: string): Piece | null {
  const typed = raw.replace(/^https?:\/\//i, "").replace(/[/?#].*$/s, "");
  let url: URL;
  try {
    url = new URL(/^www\./i.test(raw) ? `https://${raw}` : raw);
  } catch {
    return null;
  }
  // "https://your.clinic@elsewhere.example" is read as the clinic's.
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  // A host in letters that look like others, or in numbers, is shown as the browser will look it up.
  return {
    href: url.href,
    words: typed.toLowerCase() === url.host ? raw : raw.replace(typed, () => url.host),
  };
}
