/**
 * The laptop's keys. They work while the focus is in the inbox or nowhere, in no text field, and can be
 * switched off: who speaks to the machine would set them off by words. A key does what the button with the
 * same `aria-keyshortcuts` does: what cannot be seen cannot be set off.
 */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Until the page is loaded again. */
export const keysOn = signal(true);

const PRESSED = new Set(["n", "/", "c", "e", "?"]);

export function useKeys(): void {
  useEffect(() => {
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

function pressed(event: KeyboardEvent): void {
  const at = document.activeElement;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]") || at?.closest("input, textarea, select")) return;
  if (at !== document.body && !at?.closest(".inbox, .rail-extra")) return;
  if (!keysOn.value && event.key !== "?") return;
  if (act(event.key)) event.preventDefault();
}

function act(key: string): boolean {
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
  if (key === "r") {
    const field = document.querySelector<HTMLElement>(".desk-reply textarea");
    const back = document.querySelector<HTMLElement>('.desk-reply [data-back="reply"]');
    if (back) back.click();
    else field?.focus();
    return Boolean(back ?? field);
  }
  if (!PRESSED.has(key)) return false;
  const button = document.querySelector<HTMLElement>(`[aria-keyshortcuts="${key}"]`);
  button?.click();
  return button !== null;
}

/** From row to row; from elsewhere, to the open one first. */
export function step(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(".inbox-row")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const open = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const to = at >= 0 ? at + by : open >= 0 ? open : 0;
  rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus();
  return rows.length > 0;
}
