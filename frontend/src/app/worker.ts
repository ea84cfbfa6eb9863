/**
 * The service worker's page side: registers it, says quietly when a new version waits, and takes it only
 * when the person asks. /shell.json is the kill switch: {"worker": false} removes it from every phone.
 */
import { computed, signal } from "@preact/signals";
import { dirty } from "../kernel/dirty";
import { unsent } from "../kernel/outbox";

const waiting = signal<ServiceWorker | null>(null);
const HOUR = 3_600_000;

/** A version waits, and nothing unsaved would be lost by taking it. */
export const updateReady = computed(() => waiting.value !== null && !dirty.value && unsent.value === 0);

export function takeUpdate(): void {
  waiting.value?.postMessage("take over");
}

/** A tapped notice opens its page here, without a reload. Gives the way to stop listening. */
export function onNotice(go: (path: string) => void): () => void {
  const listen = (event: MessageEvent) => {
    const { open } = (event.data ?? {}) as { open?: unknown };
    if (typeof open === "string" && /^\/(?!\/)/.test(open)) go(open);
  };
  navigator.serviceWorker?.addEventListener("message", listen);
  return () => navigator.serviceWorker?.removeEventListener("message", listen);
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
  let asked = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (asked || waiting.value === null) return;
    asked = true;
    location.reload();
  });
  watch(await navigator.serviceWorker.register("/sw.js"));
}
