import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setDirty } from "../../src/kernel/dirty";
import { ownPath } from "../../src/kernel/paths";

/** A browser in which a new version has been fetched and waits. */
class Versions extends EventTarget {
  controller = {};
  said: unknown[] = [];
  waiting = { postMessage: (word: unknown) => this.said.push(word) };
  register = async () => ({
    waiting: this.waiting,
    addEventListener: () => undefined,
    update: async () => undefined,
  });
}

let versions: Versions;
let reload: ReturnType<typeof vi.fn>;
let worker: typeof import("../../src/app/worker");

beforeEach(async () => {
  vi.resetModules();
  vi.stubEnv("DEV", false);
  versions = new Versions();
  Object.defineProperty(navigator, "serviceWorker", { value: versions, configurable: true });
  reload = vi.fn();
  vi.stubGlobal("location", { origin: location.origin, reload });
  vi.stubGlobal("fetch", async () => Response.json({ worker: true }));
  worker = await import("../../src/app/worker");
  await (await import("../../src/app/install")).startWorker();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  Reflect.deleteProperty(navigator, "serviceWorker");
});

const dirty = async (unsaved: boolean) => (await import("../../src/kernel/dirty")).setDirty("a", unsaved);
const takenOver = () => versions.dispatchEvent(new Event("controllerchange"));

describe("a new version", () => {
  it("is offered only while nothing unsaved is open, and taken only when asked @feature:B6.b", async () => {
    await dirty(true);
    expect(worker.updateReady.value).toBe(false);
    await dirty(false);
    expect(worker.updateReady.value).toBe(true);
    expect([versions.said, reload.mock.calls.length]).toEqual([[], 0]);
    worker.takeUpdate();
    expect(versions.said).toEqual(["take over"]);
  });

  it("that another tab took waits here until what is written is saved @feature:B6.b", async () => {
    await dirty(true);
    takenOver();
    takenOver();
    expect(reload).not.toHaveBeenCalled();
    await dirty(false);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it("that another tab took waits for what is not sent yet @feature:B6.b", async () => {
    const { entries } = await import("../../src/kernel/outbox");
    entries.value = [{ id: "1", kind: "x", data: {}, state: "waiting", at: "" }];
    takenOver();
    expect(reload).not.toHaveBeenCalled();
    entries.value = [];
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it("reloads a page on which nothing stands", () => {
    takenOver();
    expect(reload).toHaveBeenCalledTimes(1);
  });
});

describe("a tapped notice", () => {
  it("leads the open app to the place, and to no other site @feature:B6.a", () => {
    const went: string[] = [];
    const stop = worker.onNotice((path) => went.push(path));
    for (const open of ["/messages/1?at=7", "//evil.test", "/\\evil.test", "https://evil.test", 7]) {
      versions.dispatchEvent(new MessageEvent("message", { data: { open } }));
    }
    stop();
    expect(went).toEqual(["/messages/1?at=7"]);
  });
});

describe("a place of this app", () => {
  it("is a path with its query and nothing that leads elsewhere", () => {
    expect(ownPath("/messages/1?at=7")).toBe("/messages/1?at=7");
    for (const other of ["", "x", "//evil.test", "/\\evil.test", "/\t/evil.test", "https://evil.test", null])
      expect(ownPath(other)).toBeNull();
    setDirty("a", false);
  });
});
