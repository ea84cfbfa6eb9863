import { describe, expect, it } from "vitest";
import {
  changed,
  leftToMark,
  type Marks,
  markOf,
  type Person,
  type Sheet,
  toggled,
} from "../../../src/domains/schedule/sheet";

function person(
  id: string,
  attendance: Person["mine"]["attendance"] = "planned",
  minutes: number | null = null,
): Person {
  return {
    booking_id: `b-${id}`,
    patient_id: id,
    name: id,
    flag: null,
    mine: { attendance, minutes, says: "", late_minutes: null, reason: null },
  };
}

function sheetOf(...people: Person[]): Sheet {
  return {
    session_id: "s",
    leads: false,
    kind: "group",
    title: { en: "Skills", es: "Habilidades" },
    starts_at: "2026-11-23T22:00:00Z",
    ends_at: "2026-11-23T23:30:00Z",
    minutes: 90,
    online: true,
    place: null,
    leader: "Ana",
    state: "planned",
    version: 1,
    people,
  };
}

describe("marking a group", () => {
  it("counts who is left, with stored and new marks together @feature:S4.a", () => {
    const sheet = sheetOf(person("a"), person("b", "here", 90), person("c"));
    expect(leftToMark(sheet, {})).toBe(2);
    const marks = toggled(person("a"), {}, "late");
    expect(leftToMark(sheet, marks)).toBe(1);
  });

  it("marks ten people with ten taps and sends one request's worth @feature:S4.a", () => {
    const people = Array.from({ length: 10 }, (_, n) => person(`p${n}`));
    const marks = people.reduce<Marks>((before, each) => toggled(each, before, "here"), {});
    expect(changed(sheetOf(...people), marks)).toHaveLength(10);
    expect(leftToMark(sheetOf(...people), marks)).toBe(0);
  });

  it("takes a mark back with a second tap, also a stored one", () => {
    const stored = person("a", "here", 90);
    const marks = toggled(stored, {}, "here");
    expect(markOf(stored, marks)).toBe("planned");
    expect(changed(sheetOf(stored), marks)).toEqual([{ patient_id: "a", state: "planned", minutes: null }]);
  });

  it("sends only what differs", () => {
    const stored = person("a", "here", 90);
    const there = toggled(stored, toggled(stored, {}, "here"), "here");
    expect(changed(sheetOf(stored), there)).toEqual([]);
    expect(changed(sheetOf(stored), toggled(stored, {}, "left_early", 40))).toEqual([
      { patient_id: "a", state: "left_early", minutes: 40 },
    ]);
  });
});
