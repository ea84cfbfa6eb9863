/** Notices on this device: whether they work, turning them on, and off again. The server keeps the list. */

export type PushState = "off" | "on" | "blocked" | "needs_install" | "missing";

/** What can be said to the person; "needs_install": an iPhone shows notices only from the home screen. */
export async function pushState(): Promise<PushState> {
  const iphone = /iP(hone|ad)/.test(navigator.userAgent);
  const installed = matchMedia("(display-mode: standalone)").matches;
  if (iphone && !installed) return "needs_install";
  if (!("PushManager" in globalThis) || !("serviceWorker" in navigator)) return "missing";
  if (Notification.permission === "denied") return "blocked";
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ? "on" : "off";
}

/** The subscription that this browser holds now, or null; asks nobody. */
export async function heldPush(): Promise<PushSubscriptionJSON | null> {
  const registration = await navigator.serviceWorker?.getRegistration();
  return (await registration?.pushManager?.getSubscription())?.toJSON() ?? null;
}

/**
 * Asks the phone and gives the subscription to send to the server; null when the person said no.
 * Call it from a tap. `key`: the server's VAPID key, base64url.
 */
export async function startPush(key: string): Promise<PushSubscriptionJSON | null> {
  if ((await Notification.requestPermission()) !== "granted") return null;
  const registration = await navigator.serviceWorker.ready;
  const held = await registration.pushManager.getSubscription();
  const made =
    held ?? (await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  return made.toJSON();
}

/** Ends it on this device; the address that the server should forget, or null. */
export async function stopPush(): Promise<string | null> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const held = await registration?.pushManager?.getSubscription();
  if (!held) return null;
  await held.unsubscribe();
  return held.endpoint;
}
