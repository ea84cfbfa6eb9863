import "fake-indexeddb/auto";
import { webcrypto } from "node:crypto";
import { openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SEND } from "../../../src/domains/messaging/actions";
import { keep, keptFile, letBytesGo, MOST } from "../../../src/domains/messaging/attach/keeping";
import { entries } from "../../../src/kernel/outbox";
import { vault } from "../../../src/kernel/vault";

vi.stubGlobal("crypto", webcrypto);
const PIN = "482913";
const ABOUT = { name: "form.pdf", type: "application/pdf" };
const WORDS = "%PDF- the words of a form";

function waiting(...ids: string[]): void {
  const data = { body: "", attachments: ids };
  entries.value = [{ id: "e", kind: SEND, data, state: "waiting", at: "2026-10-07T14:00:00Z" }];
}

async function names(): Promise<string[]> {
  const database = await openDB("footbridge");
  const found = (await database.getAllKeys("things")) as string[];
  database.close();
  return found.filter((name) => name.startsWith("file."));
}

beforeEach(async () => {
  await vault.setUp(PIN, "maya");
});

afterEach(async () => {
  entries.value = [];
  await vault.wipe();
});

describe("@feature:M7.h bytes that wait on a phone of one's own", () => {
  it("are there again after the PIN, as they were, and nowhere to be read without it", async () => {
    waiting("a");
    expect(await keep("a", new Blob([WORDS]), ABOUT)).toBe(true);
    const database = await openDB("footbridge");
    const box = (await database.get("things", "file.a")) as { sealed: ArrayBuffer };
    database.close();
    expect(Buffer.from(box.sealed).toString("latin1")).not.toContain("PDF");
    vault.lock();
    expect(await keptFile("a")).toBeUndefined();
    await vault.unlock(PIN);
    const found = await keptFile("a");
    expect(await found?.file.text()).toBe(WORDS);
    expect([found?.file.name, found?.file.type]).toEqual(["form.pdf", "application/pdf"]);
  });

  it("go when they have arrived, and what no message waits for goes with the next", async () => {
    waiting("a", "b");
    await Promise.all([keep("a", new Blob([WORDS]), ABOUT), keep("b", new Blob([WORDS]), ABOUT)]);
    expect(await names()).toEqual(["file.a", "file.b"]);
    await letBytesGo("a");
    expect(await names()).toEqual(["file.b"]);
    waiting("c");
    await keep("c", new Blob([WORDS]), ABOUT);
    expect(await names()).toEqual(["file.c"]);
  });

  it("are kept up to 25 MB together, and it says so where they are not", async () => {
    waiting("a", "b");
    expect(await keep("a", new Blob([new Uint8Array(MOST - 10)]), ABOUT)).toBe(true);
    expect(await keep("b", new Blob([new Uint8Array(11)]), ABOUT)).toBe(false);
    expect(await names()).toEqual(["file.a"]);
  });

  it("are wiped with the vault, and not kept at all where there is none", async () => {
    waiting("a");
    await keep("a", new Blob([WORDS]), ABOUT);
    await vault.wipe();
    expect(await keep("a", new Blob([WORDS]), ABOUT)).toBe(false);
    await vault.setUp(PIN, "maya");
    expect(await names()).toEqual([]);
    expect(await keptFile("a")).toBeUndefined();
  });
});
