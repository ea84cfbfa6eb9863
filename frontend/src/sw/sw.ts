/**
 * The service worker: keeps the static shell and the help page, and nothing of anybody. The build puts in
 * the version, the file list and the neutral sentences of pushes.
 */
const worker = self as unknown as WorkerScope;

const VERSION: string = "__VERSION__";
const SHELL = "__SHELL__" as unknown as string[];
const PUSH = "__PUSH__" as unknown as Record<string, Record<string, string>>;
const PAGES = { shell: "/index.html", help: "/help" };
const CACHE = `shell-${VERSION}`;
/** Never answered from here, never kept. */
const LIVE = /^\/(api|_allauth|demo|ws|media|health|shell\.json)(\/|$)/;

interface Waits extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchLike extends Waits {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface PushLike extends Waits {
  data: { json(): unknown } | null;
}

interface ClickLike extends Waits {
  notification: Notification;
}

interface Page {
  url: string;
  focus(): Promise<Page>;
  postMessage(message: { open: string }): void;
}

interface WorkerScope {
  addEventListener(type: "install" | "activate", act: (event: Waits) => void): void;
  addEventListener(type: "message", act: (event: Waits & { data: unknown }) => void): void;
  addEventListener(type: "fetch", act: (event: FetchLike) => void): void;
  addEventListener(type: "push", act: (event: PushLike) => void): void;
  addEventListener(type: "notificationclick", act: (event: ClickLike) => void): void;
  skipWaiting(): Promise<void>;
  location: Location;
  registration: ServiceWorkerRegistration;
  clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<Page[]>;
    openWindow(url: string): Promise<Page | null>;
  };
}

worker.addEventListener("install", (event) => {
  const files = [...SHELL, PAGES.shell, PAGES.help].map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(files)));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

// The page asks, once nothing unsaved is open; until then the old version keeps working.
worker.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(worker.skipWaiting());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin || LIVE.test(url.pathname)) return;
  if (request.mode === "navigate") event.respondWith(page(url.pathname));
  else if (url.pathname.startsWith("/assets/") || SHELL.includes(url.pathname))
    event.respondWith(file(request));
});

/** The shell at once; the network only when the cache was cleared. */
async function page(path: string): Promise<Response> {
  const name = /^\/help\/?$/.test(path) ? PAGES.help : PAGES.shell;
  const cache = await caches.open(CACHE);
  return (await cache.match(name)) ?? fetch(name);
}

/** Hashed files never change and hold nothing of anybody: the first fetch is kept. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const held = await cache.match(request, { ignoreSearch: true });
  if (held) return held;
  const answer = await fetch(request);
  if (answer.ok && answer.type === "basic") await cache.put(request, answer.clone());
  return answer;
}

interface Notice {
  /** Catalogue key of a neutral sentence, "notify.push_message". */
  key?: string;
  language?: string;
  /** Path to open, ids only. */
  path?: string;
  /** Same tag: the newer replaces the older. */
  tag?: string;
  /** The one number that a sentence may hold. */
  n?: string;
}

function notice(data: PushLike["data"]): Notice {
  try {
    return (data?.json() ?? {}) as Notice;
  } catch {
    // An empty or broken push still shows the neutral line: a silent push costs the permission.
    return {};
  }
}

worker.addEventListener("push", (event) => {
  const { key = "app.push_default", language = "en", path = "/", tag, n = "" } = notice(event.data);
  const words = PUSH[language] ?? PUSH.en ?? {};
  const body = (words[key] ?? words["app.push_default"] ?? "Footbridge").replace("{n}", n);
  event.waitUntil(
    worker.registration.showNotification("Footbridge", {
      body,
      tag: tag ?? key,
      icon: "/icon-192.png",
      badge: "/icon-badge.png",
      lang: language,
      data: { path },
    }),
  );
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const asked = String((event.notification.data as { path?: string } | null)?.path ?? "/");
  event.waitUntil(open(own(asked)));
});

/** A path of our own, never another site: "/\\evil.test" is one to a browser. */
function own(asked: string): string {
  try {
    const url = new URL(asked, worker.location.origin);
    const ours = asked.startsWith("/") && url.origin === worker.location.origin;
    return ours ? url.pathname + url.search : "/";
  } catch {
    return "/";
  }
}

async function open(path: string): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const held = pages[0];
  if (!held) {
    await worker.clients.openWindow(path);
    return;
  }
  await held.focus();
  // The page goes there itself: a reload would lose what is being written.
  held.postMessage({ open: path });
}

export {};
