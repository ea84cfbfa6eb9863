/**
 * What the screens show, by id, in signals. History and socket both put rows here: merged by id, never
 * replaced as a whole, so that an older page cannot undo a newer frame.
 */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { onForget } from "./forget";

export interface Entity {
  id: string;
}

/** Which of two rows is newer: "version" or "updated_at" when the row has one, else the later one put. */
function newer(held: Entity, next: Entity): boolean {
  for (const field of ["version", "updated_at"] as const) {
    const before = (held as unknown as Record<string, unknown>)[field];
    const after = (next as unknown as Record<string, unknown>)[field];
    if (typeof before === "number" && typeof after === "number") return after >= before;
    if (typeof before === "string" && typeof after === "string") return after >= before;
  }
  return true;
}

export class Collection<T extends Entity> {
  private readonly rows: Signal<ReadonlyMap<string, T>> = signal(new Map());

  /** Every row, in the order of first arrival; sort in the screen. */
  readonly all: ReadonlySignal<T[]> = computed(() => [...this.rows.value.values()]);

  constructor() {
    onForget(() => {
      this.rows.value = new Map();
    });
  }

  get(id: string): T | undefined {
    return this.rows.value.get(id);
  }

  put(...rows: T[]): void {
    const next = new Map(this.rows.peek());
    for (const row of rows) {
      const held = next.get(row.id);
      if (!held) next.set(row.id, row);
      else if (newer(held, row)) next.set(row.id, { ...held, ...row });
    }
    this.rows.value = next;
  }

  /** Changes some fields of a held row; a row that is not held is left alone. */
  patch(id: string, change: Partial<T>): void {
    const held = this.rows.peek().get(id);
    if (held) this.rows.value = new Map(this.rows.peek()).set(id, { ...held, ...change });
  }

  remove(id: string): void {
    const next = new Map(this.rows.peek());
    if (next.delete(id)) this.rows.value = next;
  }
}

/** A collection of one kind of row; make it once, at the top of a domain's module. */
export function collection<T extends Entity>(): Collection<T> {
  return new Collection<T>();
}

/** A signal of a person's data that signing out sets back. */
export function held<T>(first: T): Signal<T> {
  const value = signal(first);
  onForget(() => {
    value.value = first;
  });
  return value;
}

/** Counts beside the tabs, by the tab's path ("/messages": 1). */
export const badges = held<Record<string, number>>({});

export function setBadge(path: string, count: number): void {
  // Writers look without watching: an effect that counts must not start itself again.
  if (badges.peek()[path] !== count) badges.value = { ...badges.peek(), [path]: count };
}

/** Where the person was before the help page: Back there leads to it again. */
export const before = held("/");
