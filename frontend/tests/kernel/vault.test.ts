import "fake-indexeddb/auto";
import { webcrypto } from "node:crypto";
import { deleteDB, openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { vault } from "../../src/kernel/vault";

vi.stubGlobal("crypto", webcrypto);

const PIN = "482913";

beforeEach(async () => {
  await vault.setUp(PIN, "maya");
});

afterEach(async () => {
  vi.useRealTimers();
  await vault.wipe();
});

async function everythingStored(): Promise<string> {
  const database = await openDB("footbridge");
  const found: string[] = [];
  for (const name of database.objectStoreNames) {
    for (const value of await database.getAll(name)) {
      for (const part of Object.values(value as object)) {
        if (part instanceof ArrayBuffer || ArrayBuffer.isView(part)) {
          found.push(Buffer.from(part as ArrayBuffer).toString("latin1"));
        } else found.push(String(part));
      }
    }
  }
  database.close();
  return found.join("|");
}

describe("the vault of a phone of one's own", () => {
  it("gives back what was put in, with the time of it, after a lock and the PIN", async () => {
    await vault.put("week", { sessions: ["Skills group"] });
    vault.lock();
    expect(await vault.get("week")).toBeUndefined();
    expect(await vault.unlock(PIN)).toBe(true);
    const kept = await vault.get<{ sessions: string[] }>("week");
    expect(kept?.value.sessions).toEqual(["Skills group"]);
    expect(Date.parse(kept?.at ?? "")).toBeLessThanOrEqual(Date.now());
  });

  it("stores nothing that can be read without the PIN", async () => {
    await vault.put("plan", { goal: "CANARY leave the house" });
    const stored = await everythingStored();
    expect(stored.length).toBeGreaterThan(50);
    expect(stored).not.toContain("CANARY");
    expect(stored).not.toContain(PIN);
  });

  it("keeps a key on the device that no script can read out", async () => {
    const database = await openDB("footbridge");
    const lock = (await database.get("lock", "lock")) as { device: CryptoKey };
    database.close();
    expect(lock.device.extractable).toBe(false);
  });

  it("stays shut for a wrong PIN, and is wiped after ten of them", async () => {
    await vault.put("plan", { goal: "x" });
    vault.lock();
    for (let tries = 0; tries < 9; tries += 1) expect(await vault.unlock("000000")).toBe(false);
    expect(vault.state.value).toBe("locked");
    expect(await vault.unlock("000000")).toBe(false);
    expect(vault.state.value).toBe("none");
    expect(await vault.unlock(PIN)).toBe(false);
  }, 30_000);

  it("forgets wrong PINs after a right one", async () => {
    vault.lock();
    for (let tries = 0; tries < 9; tries += 1) await vault.unlock("000000");
    expect(await vault.unlock(PIN)).toBe(true);
    vault.lock();
    await vault.unlock("000000");
    expect(vault.state.value).toBe("locked");
  }, 30_000);

  it("is gone after 14 days without contact, and not before", async () => {
    const start = Date.now();
    vi.spyOn(Date, "now").mockReturnValue(start + 13.9 * 86_400_000);
    expect(await vault.look()).toBe("locked");
    vi.spyOn(Date, "now").mockReturnValue(start + 14.1 * 86_400_000);
    expect(await vault.look()).toBe("none");
    vi.restoreAllMocks();
  });

  it("asks for the PIN when another tab took the store away, and says that nothing is kept", async () => {
    await vault.put("plan", { goal: "x" });
    await deleteDB("footbridge");
    expect(vault.state.value).toBe("locked");
    expect(await vault.unlock(PIN)).toBe(false);
    expect(vault.state.value).toBe("none");
  });

  it("keeps what was put in last, though sealing what came before took longer", async () => {
    const { subtle } = webcrypto;
    const encrypt = subtle.encrypt.bind(subtle);
    vi.spyOn(subtle, "encrypt").mockImplementationOnce(async (...given) => {
      await new Promise((done) => setTimeout(done, 30));
      return encrypt(...given);
    });
    await Promise.all([vault.put("outbox", ["one"]), vault.put("outbox", ["one", "two"])]);
    expect((await vault.get("outbox"))?.value).toEqual(["one", "two"]);
    await vault.put("outbox", undefined);
    expect(await vault.get("outbox")).toBeUndefined();
  });

  it("writes nothing any more that was on its way when it was wiped", async () => {
    const onItsWay = vault.put("outbox", ["one"]);
    await vault.wipe();
    await onItsWay;
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain("footbridge");
  });

  it("keeps nothing once it is wiped", async () => {
    await vault.put("plan", { goal: "x" });
    await vault.wipe();
    expect(vault.state.value).toBe("none");
    await vault.put("plan", { goal: "y" });
    expect(await vault.get("plan")).toBeUndefined();
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain("footbridge");
  });
});
