import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import words from "../../../../portal/kernel/catalogue/en/reminders.json";
import ui from "../../../../portal/kernel/catalogue/en/ui.json";
import type { Wishes as Row } from "../../../src/domains/reminders/actions";
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
});
