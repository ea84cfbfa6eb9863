/**
 * The service worker's page side: registers it, says quietly when a new version waits, and takes it only
 * when the person asks. /shell.json is the kill switch: {"worker": false} removes it from every phone.
 */
import { computed, effect, signal } from "@preact/signals";
import { dirty } from "../kernel/dirty";
import { unsent } from "../kernel/outbox";
import { ownPath } from "../kernel/paths";

const waiting = signal<ServiceWorker | null>(null);
const HOUR = 3_600_000;

/** Nothing that was written would be lost by a reload. */
const clean = computed(() => !dirty.value && unsent.value === 0);

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

let reloads = false;

/** Another page may take the new version while words stand here: this one waits until they are saved. */
function reloadOnceClean(): void {
  if (reloads) return;
  reloads = true;
  effect(() => {
    if (clean.value) location.reload();
  });
}

async function killed(): Promise<boolean> {
  try {
    const answer = await fetch("/shell.json", { cache: "no-store" });
    return answer.ok && ((await answer.json()) as { worker?: boolean }).worker === false;
  } catch {
    // Offline: the worker is what keeps the shell and the help page there.
    return false;
  }
}

async function remove(): Promise<void> {
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}

function watch(registration: ServiceWorkerRegistration): void {
  const note = () => {
    // Without a controller this is the first install: nothing older is running.
    if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting;
  };
  note();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", note);
  });
  setInterval(() => void registration.update().catch(() => undefined), HOUR);
}

export async function startWorker(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  if (await killed()) return remove();
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (waiting.value !== null) reloadOnceClean();
  });
  watch(await navigator.serviceWorker.register("/sw.js"));
}
