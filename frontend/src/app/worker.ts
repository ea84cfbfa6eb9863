/**
 * The service worker's page side: says quietly when a new version waits, takes it only when the person asks,
 * and opens what a tapped notice names. `install.ts` registers the worker.
 */
import { computed, signal } from "@preact/signals";
import { dirty } from "../kernel/dirty";
import { unsent } from "../kernel/outbox";
import { ownPath } from "../kernel/paths";

export const waiting = signal<ServiceWorker | null>(null);

/** Nothing that was written would be lost by a reload. */
export const clean = computed(() => !dirty.value && unsent.value === 0);

/** A version waits, and nothing unsaved would be lost by taking it. */
export const updateReady = computed(() => waiting.value !== null && clean.value);

export function takeUpdate(): void {
  waiting.value?.postMessage("take over");
}

/** A tapped notice opens its page here, without a reload. Gives the way to stop listening. */
export function onNotice(go: (path: string) => void): () => void {
  const listen = (event: MessageEvent) => {
    const path = ownPath(((event.data ?? {}) as { open?: unknown }).open);
    if (path) go(path);
  };
  navigator.serviceWorker?.addEventListener("message", listen);
  return () => navigator.serviceWorker?.removeEventListener("message", listen);
}
