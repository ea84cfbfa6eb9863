import { effect } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { forgetAll } from "../../src/kernel/forget";
import { badges, collection, setBadge } from "../../src/kernel/store";

interface Note {
  id: string;
  text: string;
  version?: number;
  seen?: boolean;
}

describe("a collection", () => {
  it("merges by id and keeps fields that the newer row does not carry", () => {
    const notes = collection<Note>();
    notes.put({ id: "a", text: "one", seen: true });
    notes.put({ id: "a", text: "two" } as Note, { id: "b", text: "other" });
    expect(notes.get("a")).toEqual({ id: "a", text: "two", seen: true });
    expect(notes.all.value.map((note) => note.id)).toEqual(["a", "b"]);
  });

  it("does not let an older page undo a newer frame", () => {
    const notes = collection<Note>();
    notes.put({ id: "a", text: "new", version: 3 });
    notes.put({ id: "a", text: "old", version: 2 });
    expect(notes.get("a")?.text).toBe("new");
  });

  it("changes only rows that it holds", () => {
    const notes = collection<Note>();
    notes.patch("a", { text: "ghost" });
    expect(notes.all.value).toEqual([]);
    notes.put({ id: "a", text: "one" });
    notes.patch("a", { seen: true });
    notes.remove("b");
    expect(notes.get("a")).toEqual({ id: "a", text: "one", seen: true });
  });

  it("can be written by an effect without starting it again", () => {
    const notes = collection<Note>();
    const seen = collection<Note>();
    let runs = 0;
    const stop = effect(() => {
      runs += 1;
      setBadge("/notes", notes.all.value.length);
      seen.put(...notes.all.value);
      seen.patch("a", { seen: true });
    });
    notes.put({ id: "a", text: "one" });
    stop();
    expect(runs).toBe(2);
    expect(badges.value["/notes"]).toBe(1);
    expect(seen.get("a")?.seen).toBe(true);
  });

  it("is empty after the person left", () => {
    const notes = collection<Note>();
    notes.put({ id: "a", text: "private" });
    setBadge("/messages", 2);
    forgetAll();
    expect(notes.all.value).toEqual([]);
    expect(badges.value).toEqual({});
  });
});
