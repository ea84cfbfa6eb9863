/**
 * Registers the service worker, once the screen stands: nothing of it is needed before.
 * /shell.json is the kill switch: {"worker": false} removes the worker from every phone.
 */
import { effect } from "@preact/signals";
import { clean, waiting } from "./worker";

const HOUR = 3_600_000;
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
