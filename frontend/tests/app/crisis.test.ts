import { afterEach, describe, expect, it, vi } from "vitest";
import { BUILT_IN, fetchLines, knownLines, readLines } from "../../src/ui/crisis/lines";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

const CLINIC = {
  region: "US",
  call: "988",
  call_spanish_key: "2",
  text: "988",
  emergency: "911",
  program: { number: "+15550100", open_until: null, open_now: true },
};

describe("the numbers of the crisis page", () => {
  it("are there without any answer: 988 to call and text, 911 for danger", () => {
    expect(knownLines()).toEqual(BUILT_IN);
    expect(BUILT_IN).toMatchObject({ call: "988", text: "988", emergency: "911" });
  });

  it("stay known from the last answer when the phone is offline", async () => {
    vi.stubGlobal("fetch", async () => new Response(JSON.stringify(CLINIC)));
    await fetchLines();
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("no network");
    });
    expect(await fetchLines()).toBeNull();
    expect(knownLines().program?.number).toBe("+15550100");
  });

  it("never lose 988 and 911 to a broken answer or a broken store", async () => {
    localStorage.setItem("footbridge.crisis", "{not json");
    expect(knownLines()).toEqual(BUILT_IN);
    expect(readLines({ ...CLINIC, emergency: "javascript:alert(1)" })).toBeNull();
    expect(readLines({ ...CLINIC, program: { number: "x" } })?.program).toBeNull();
    vi.stubGlobal("fetch", async () => new Response("<html>", { status: 502 }));
    expect(await fetchLines()).toBeNull();
  });
});
