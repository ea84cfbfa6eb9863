// @vitest-environment node
import { readFileSync } from "node:fs";
import { transformWithOxc } from "vite";
import { beforeEach, describe, expect, it } from "vitest";
import { pushTexts } from "../../build/shell";

type Act = (event: Record<string, unknown>) => void;
interface Shown {
  title: string;
  body: string;
  tag: string;
  data: { path: string };
}

/** The worker as the build makes it, in a world of its own. */
class Phone {
  acts = new Map<string, Act>();
  shown: Shown[] = [];
  opened: string[] = [];
  pages: { focus: () => Promise<unknown>; postMessage: (said: unknown) => void }[] = [];
  said: unknown[] = [];
  focused = 0;

  async install(): Promise<void> {
    const source = readFileSync(new URL("../../src/sw/sw.ts", import.meta.url), "utf8")
      .replace('"__PUSH__"', JSON.stringify(pushTexts()))
      .replace('"__SHELL__"', "[]");
    const { code } = await transformWithOxc(source, "sw.ts", { target: "es2022" });
    const scope = {
      addEventListener: (type: string, act: Act) => this.acts.set(type, act),
      location: new URL("https://portal.example.org/sw.js"),
      registration: {
        showNotification: async (title: string, rest: Omit<Shown, "title">) => {
          this.shown.push({ title, ...rest });
        },
      },
      clients: {
        matchAll: async () => this.pages,
        openWindow: async (path: string) => {
          this.opened.push(path);
        },
      },
    };
    new Function("self", code.replace(/export\s*\{\s*\};?/, ""))(scope);
  }

  async pushed(payload: unknown): Promise<Shown | undefined> {
    await this.event("push", { data: payload === undefined ? null : { json: () => payload } });
    return this.shown.at(-1);
  }

  async tapped(path: unknown): Promise<void> {
    await this.event("notificationclick", { notification: { close: () => undefined, data: { path } } });
  }

  page(): void {
    const page = {
      focus: async () => {
        this.focused += 1;
        return page;
      },
      postMessage: (said: unknown) => {
        this.said.push(said);
      },
    };
    this.pages.push(page);
  }

  private async event(type: string, event: Record<string, unknown>): Promise<void> {
    const work: Promise<unknown>[] = [];
    this.acts.get(type)?.({ ...event, waitUntil: (one: Promise<unknown>) => work.push(one) });
    await Promise.all(work);
  }
}

let phone: Phone;
beforeEach(async () => {
  phone = new Phone();
  await phone.install();
});

const MESSAGE = "/messages/6f3dbdc7-d94c-48da-ac3e-f9eb4548bc49?at=7";

describe("the service worker", () => {
  it("shows a notice for every push, whatever is in it @feature:B2.d", async () => {
    const broken = { json: () => JSON.parse("{") };
    for (const payload of [{ key: "notify.push_message", language: "en" }, {}, undefined, { key: "no.such" }])
      await phone.pushed(payload);
    phone.acts.get("push")?.({ data: broken, waitUntil: () => undefined });
    expect(phone.shown).toHaveLength(5);
    expect(phone.shown.every(({ body }) => body.length > 0)).toBe(true);
  });

  it("says the fixed line of the person's language, with a count and nothing else", async () => {
    expect((await phone.pushed({ key: "notify.push_message", language: "es" }))?.body).toBe(
      "Tienes un mensaje nuevo.",
    );
    const digest = { key: "notify.push_digest", language: "en", n: "3" };
    expect((await phone.pushed(digest))?.body).toBe("3 new things are waiting.");
    expect((await phone.pushed({ ...digest, n: "1", key: "notify.push_digest_one" }))?.body).toBe(
      "One new thing is waiting.",
    );
  });

  it("lets the newer notice of a thing take the older one's place", async () => {
    const one = await phone.pushed({ key: "notify.push_message", tag: "a" });
    const two = await phone.pushed({ key: "notify.push_message", tag: "a" });
    expect([one?.tag, two?.tag]).toEqual(["a", "a"]);
  });

  it("opens the very message where the app is closed @feature:B6.a", async () => {
    await phone.tapped(MESSAGE);
    expect(phone.opened).toEqual([MESSAGE]);
  });

  it("leads an open app to the message without a reload @feature:B6.a", async () => {
    phone.page();
    await phone.tapped(MESSAGE);
    expect([phone.opened, phone.focused, phone.said]).toEqual([[], 1, [{ open: MESSAGE }]]);
  });

  it("never leads to another site", async () => {
    const tries = ["https://evil.test/", "//evil.test/", "/\\evil.test/", "\\/evil.test", "javascript:1"];
    for (const path of [...tries, "/\t/evil.test", undefined, 7]) await phone.tapped(path);
    expect(phone.opened.every((path) => path === "/")).toBe(true);
  });
});
