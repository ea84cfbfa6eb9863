import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import words from "../../../../portal/kernel/catalogue/en/reminders.json";
import ui from "../../../../portal/kernel/catalogue/en/ui.json";
import type { Wishes as Row } from "../../../src/domains/reminders/actions";
import OffHere, { isOff } from "../../../src/domains/reminders/OffHere";
import Wishes from "../../../src/domains/reminders/Wishes";
import { addTexts } from "../../../src/kernel/i18n";
import { type Account, account } from "../../../src/kernel/session";

/** A server of one row: it refuses what was made on an older version. */
class Server {
  row: Row = {
    push: true,
    email: true,
    sms: false,
    with_time: false,
    leads: [1440, 60],
    quiet_from: "21:00",
    quiet_until: "08:00",
    version: 1,
    devices: 0,
    dead_devices: 0,
    texts_stopped: false,
    fallback_after: 30,
    daily_cap: null,
    digest_at: "18:00",
    team_messages: false,
    push_key: "",
    texts_to: "0142",
  };
  refused = 0;
  broken = false;

  answer = async (request: Request): Promise<Response> => {
    if (request.method === "GET") return Response.json(this.row);
    if (this.broken) return Response.json({ title: "Not now." }, { status: 503 });
    const { version, ...change } = await request.json();
    if (version !== this.row.version) {
      this.refused += 1;
      return Response.json({ code: "stale" }, { status: 412 });
    }
    this.row = { ...this.row, ...change, version: version + 1 };
    return Response.json(this.row);
  };
}

/** A browser without a subscription, and a server that is told of the new one. */
class Phone {
  told: unknown[] = [];
  asked = 0;
  root = document.createElement("div");

  constructor(public permission: NotificationPermission) {
    const made = {
      toJSON: () => ({ endpoint: "https://push.example.org/new", keys: { p256dh: "k", auth: "a" } }),
    };
    const pushManager = { getSubscription: async () => null, subscribe: async () => made };
    const registration = { pushManager };
    Object.defineProperty(navigator, "serviceWorker", {
      value: { getRegistration: async () => registration, ready: Promise.resolve(registration) },
      configurable: true,
    });
    vi.stubGlobal("PushManager", class {});
    vi.stubGlobal("matchMedia", () => ({ matches: false }));
    vi.stubGlobal("Notification", { permission, requestPermission: async () => this.permission });
  }

  async shows(row: Row): Promise<HTMLElement> {
    vi.stubGlobal("fetch", async (request: Request) => {
      if (request.method === "PUT") this.told.push(await request.json());
      else this.asked += 1;
      return request.method === "PUT" ? new Response(null, { status: 204 }) : Response.json(row);
    });
    document.body.append(this.root);
    await act(() => render(<OffHere />, this.root));
    await act(async () => void (await new Promise((done) => setTimeout(done))));
    return this.root;
  }

  away(): void {
    render(null, this.root);
    this.root.remove();
    Reflect.deleteProperty(navigator, "serviceWorker");
  }
}

let server: Server;
let root: HTMLElement;

beforeEach(async () => {
  addTexts("en", { ...words, ...ui });
  server = new Server();
  vi.stubGlobal("fetch", server.answer);
  account.value = { roles: ["patient"], device: "own" } as Account;
  root = document.createElement("div");
  document.body.replaceChildren(root);
  await act(() => render(<Wishes />, root));
  await settled(() => leads().length === 4);
});

afterEach(() => {
  render(null, root);
  account.value = null;
  vi.unstubAllGlobals();
});

const leads = () => [...root.querySelectorAll<HTMLInputElement>(".lead input")];
const ticked = () => leads().map((each) => each.checked);
const savedIn = () =>
  [...root.querySelectorAll("section")]
    .filter((part) => part.querySelector(".section-head .chip"))
    .map((part) => part.getAttribute("aria-label"));

async function settled(what: () => boolean): Promise<void> {
  await vi.waitFor(async () => {
    await act(async () => undefined);
    expect(what()).toBe(true);
  });
}

describe("the wishes", () => {
  it("keep every one of several quick changes, on the screen and on the server", async () => {
    // 1 day off, 1 hour off, 15 minutes on, without waiting for an answer.
    for (const at of [0, 2, 3]) await act(() => leads()[at]?.click());
    expect(ticked()).toEqual([false, false, false, true]);
    await settled(() => savedIn().length === 1);
    expect(ticked()).toEqual([false, false, false, true]);
    expect(server.row.leads).toEqual([15]);
    expect(savedIn()).toEqual(["How long before"]);
  });

  it("make a change again on top of what another phone saved meanwhile", async () => {
    server.row = { ...server.row, email: false, version: 7 };
    await act(() => leads()[1]?.click());
    await settled(() => savedIn().length === 1);
    expect(server.refused).toBe(1);
    expect(server.row).toMatchObject({ leads: [1440, 240, 60], email: false, version: 8 });
  });

  it("say what was not saved, and show it as it is on the server", async () => {
    server.broken = true;
    await act(() => leads()[3]?.click());
    await settled(() => root.querySelector("[role=alert]") !== null);
    expect(root.querySelector("[role=alert]")?.textContent).toContain("Not saved");
    expect(ticked()).toEqual([true, false, true, false]);
    expect(savedIn()).toEqual([]);
  });

  it("undo a change by changing back", async () => {
    await act(() => leads()[0]?.click());
    await act(() => leads()[0]?.click());
    await settled(() => savedIn().length === 1);
    expect(server.row.leads).toEqual([1440, 60]);
  });

  it("take another way after a set time, and never", async () => {
    const select = [...root.querySelectorAll("select")].find((one) => one.value === "30");
    await act(() => choose(select, "0"));
    await settled(() => savedIn().length === 1);
    expect(server.row.fallback_after).toBe(0);
    expect(root.textContent).toContain("A notice comes once.");
  });

  it("take a number a day and the time of the rest, and no limit again", async () => {
    const select = () =>
      [...root.querySelectorAll("select")].find((one) => one.textContent?.includes("No limit"));
    await act(() => choose(select(), "3"));
    await settled(() => server.row.daily_cap === 3);
    expect(root.textContent).toContain("The rest comes at");
    await act(() => choose(select(), "0"));
    await settled(() => server.row.daily_cap === null);
  });
});

function choose(select: HTMLSelectElement | undefined, value: string): void {
  if (!select) throw new Error("no such select");
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

describe("notices that are off on this phone", () => {
  const lost = { push: true, devices: 0, dead_devices: 1 } as Row;

  it("are told of where they were wanted and got lost, and nowhere else @feature:R7.d", () => {
    expect(isOff("off", lost)).toBe(true);
    expect(isOff("blocked", lost)).toBe(true);
    expect(isOff("on", lost)).toBe(false);
    expect(isOff("off", { ...lost, push: false })).toBe(false);
    expect(isOff("off", { ...lost, dead_devices: 0, devices: 1 })).toBe(false);
    expect(isOff("needs_install", lost)).toBe(false);
  });

  it("are mended by one button, which tells the server @feature:R7.d @feature:B2.e", async () => {
    const phone = new Phone("granted");
    const root = await phone.shows(lost);
    expect(root.textContent).toContain("Notices are off on this phone");
    await act(() => root.querySelector("button")?.click());
    await settled(() => phone.told.length === 1);
    expect(phone.told[0]).toMatchObject({ endpoint: "https://push.example.org/new" });
    await settled(() => root.textContent === "");
    phone.away();
  });

  it("that the phone blocks come with words how to mend it @feature:B2.e", async () => {
    const phone = new Phone("denied");
    const root = await phone.shows(lost);
    expect(root.textContent).toContain("Notices are blocked on this phone. Open your browser's settings");
    phone.permission = "granted";
    Object.assign(Notification, { permission: "granted" });
    await act(() => root.querySelector("button")?.click());
    await settled(() => root.querySelector("button")?.textContent === "Turn them on again");
    phone.away();
  });

  it("are no matter for a phone that was never asked", async () => {
    const phone = new Phone("default");
    const root = await phone.shows(lost);
    expect([root.textContent, phone.asked]).toEqual(["", 0]);
    phone.away();
  });
});
