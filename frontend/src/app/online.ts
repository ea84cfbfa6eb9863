import { signal } from "@preact/signals";

/** What the phone believes; the socket and each answer know better. */
export const online = signal(navigator.onLine);

addEventListener("online", () => {
  online.value = true;
});
addEventListener("offline", () => {
  online.value = false;
});
