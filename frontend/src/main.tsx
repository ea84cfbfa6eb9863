import { render } from "preact";
import { App, loadPlace } from "./app/App";
import { DOMAINS, placeAt } from "./app/routes";
import { guardUnload } from "./kernel/dirty";
import { holdFrames, refresh } from "./kernel/frames";
import { language, loadTexts } from "./kernel/i18n";
import { startOutbox } from "./kernel/outbox";
import { retryLater } from "./kernel/retry";
import { admitted, loadSession, watchSession } from "./kernel/session";
import { startClock } from "./kernel/time";
import { vault } from "./kernel/vault";
import "./ui/base.css";

/** Code that the network lost: once it is here, the screens ask for what nobody showed meanwhile. */
function tryLater(load: () => Promise<unknown>, tries = 0): void {
  const again = () =>
    load().then(
      () => {
        refresh.value += 1;
      },
      () => tryLater(load, tries + 1),
    );
  retryLater(() => void again(), tries);
}

/** Frame handlers and outbox writes of the domains, once somebody is signed in and the screen stands. */
function startDomains(handlersAreHere: () => void): void {
  const stop = admitted.subscribe((now) => {
    if (!now) return;
    queueMicrotask(() => stop());
    const live = DOMAINS.flatMap((domain) => domain.live ?? []);
    const one = (load: () => Promise<unknown>) => load().catch(() => tryLater(load));
    const load = () => Promise.all(live.map(one)).then(handlersAreHere);
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
