import { render } from "preact";
import { App, loadPlace } from "./app/App";
import { DOMAINS, placeAt } from "./app/routes";
import { guardUnload } from "./kernel/dirty";
import { holdFrames } from "./kernel/frames";
import { language, loadTexts } from "./kernel/i18n";
import { startOutbox } from "./kernel/outbox";
import { admitted, loadSession, watchSession } from "./kernel/session";
import { startClock } from "./kernel/time";
import { vault } from "./kernel/vault";
import "./ui/base.css";

/** Frame handlers and outbox writes of the domains, once somebody is signed in and the screen stands. */
function startDomains(handlersAreHere: () => void): void {
  const stop = admitted.subscribe((now) => {
    if (!now) return;
    queueMicrotask(() => stop());
    const load = () => Promise.allSettled(DOMAINS.map((domain) => domain.live?.())).then(handlersAreHere);
    if ("requestIdleCallback" in window) requestIdleCallback(load, { timeout: 2_000 });
    else setTimeout(load, 500);
  });
}

/** Without it the next opening installs it: a page that has just loaded loses nothing. */
function install(): void {
  import("./app/install").then((worker) => worker.startWorker()).catch(() => undefined);
}

async function start(): Promise<void> {
  document.documentElement.lang = language.value;
  watchSession();
  startClock();
  guardUnload();
  const letFramesThrough = holdFrames();
  const place = placeAt(location.pathname);
  // The screen's code loads while the session is asked for.
  if (place) void loadPlace(place).catch(() => undefined);
  await Promise.all([loadTexts("ui", "app"), vault.look().then(() => loadSession())]);
  const root = document.getElementById("app");
  root?.replaceChildren();
  if (root) render(<App />, root);
  startOutbox();
  startDomains(letFramesThrough);
  addEventListener("load", install);
  if (document.readyState === "complete") install();
}

void start();
