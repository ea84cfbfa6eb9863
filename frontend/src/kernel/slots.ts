/**
 * Places on a screen that other domains fill, so that no domain imports another. A domain calls `fill` in
 * its routes.tsx; the part loads with its words when the place is shown.
 *
 *   fill("patient", { name: "schedule", label: "schedule.tab", order: 20, load: () => import("./PatientWeek") });
 *
 * today: cards at the end of the patient's Today, no props.
 * setup: questions at the end of the first-time ones, props { done }: call it to go on.
 * patient: tabs of the staff's page of one patient, props { patientId }; `label` is the tab's word.
 * writing: above a field in which a patient writes freely, and on the page after it was sent; props { text,
 * place }: what stands in the field, and one name for field and page ("messages", "plan").
 * skills: names of skills of the library, props { chosen, onChosen? }: keys; with the latter they can be chosen.
 */
import type { ComponentType } from "preact";

export type SlotName = "today" | "patient" | "setup" | "writing" | "skills";

export interface Filling {
  /** Catalogue file of its words, and its key within the place. */
  name: string;
  /** Small numbers come first. */
  order: number;
  label?: string;
  load: () => Promise<{ default: ComponentType<never> }>;
}

const places = new Map<SlotName, Filling[]>();

export function fill(place: SlotName, filling: Filling): void {
  const others = (places.get(place) ?? []).filter(({ name }) => name !== filling.name);
  places.set(
    place,
    [...others, filling].sort((a, b) => a.order - b.order),
  );
}

export function fillings(place: SlotName): readonly Filling[] {
  return places.get(place) ?? [];
}
