/** Marks of a day sheet before they are saved: nobody is marked twice, and nothing marked is lost. */
import type { components } from "../../api/schema";

export type Sheet = components["schemas"]["Sheet"];
export type Person = Sheet["people"][number];
export type Mark = Person["mine"]["attendance"];

/** Minutes stand only beside the marks that need them. */
export interface Marked {
  state: Mark;
  minutes: number | null;
}

export type Marks = Readonly<Record<string, Marked>>;

/** What shows for a person: the mark just made, else the stored one. */
export function markOf(person: Person, marks: Marks): Mark {
  return marks[person.patient_id]?.state ?? person.mine.attendance;
}

export function leftToMark(sheet: Sheet, marks: Marks): number {
  return sheet.people.filter((person) => markOf(person, marks) === "planned").length;
}

/** A second tap on the same mark takes it back. */
export function toggled(person: Person, marks: Marks, state: Mark, minutes: number | null = null): Marks {
  const next = markOf(person, marks) === state && minutes === null ? "planned" : state;
  return { ...marks, [person.patient_id]: { state: next, minutes } };
}

/** Only what differs from the stored marks. */
export function changed(sheet: Sheet, marks: Marks) {
  return sheet.people.flatMap((person) => {
    const mark = marks[person.patient_id];
    if (!mark) return [];
    const same =
      mark.state === person.mine.attendance && (mark.minutes ?? person.mine.minutes) === person.mine.minutes;
    return same ? [] : [{ patient_id: person.patient_id, state: mark.state, minutes: mark.minutes }];
  });
}
