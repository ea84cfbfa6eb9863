/** The spoken line: what a screen reader is told when something changed without a move of the focus. */
import { signal } from "@preact/signals";

export const spoken = signal("");

export function announce(sentence: string): void {
  // The same sentence twice is read only when the region was empty in between.
  spoken.value = "";
  setTimeout(() => {
    spoken.value = sentence;
  }, 50);
}
