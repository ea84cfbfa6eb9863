/** Which forms hold words that are saved nowhere yet: an update or a closed tab must not lose them. */
import { computed, signal } from "@preact/signals";

const forms = signal<ReadonlySet<string>>(new Set());

export const dirty = computed(() => forms.value.size > 0);

export function setDirty(form: string, unsaved: boolean): void {
  const next = new Set(forms.value);
  if (unsaved) next.add(form);
  else next.delete(form);
  forms.value = next;
}

export function guardUnload(): void {
  addEventListener("beforeunload", (event) => {
    if (dirty.value) event.preventDefault();
  });
}
