/** Which files wait to be sent, and how far each got. Small, and always here; the work is in `uploads`. */
import { signal } from "@preact/signals";
import { onForget } from "../../../kernel/forget";

export interface Upload {
  /** The file's own id: known here before the server has heard of it. */
  id: string;
  /** Where it was chosen ("topic.skills", "thread.<id>"); empty once it goes with a message. */
  place: string;
  kind: "photo" | "pdf";
  name: string;
  /** A picture of it for this page alone. */
  url: string;
  /** 0 to 100. */
  percent: number;
  state: "shrinking" | "sending" | "paused" | "checking" | "ready" | "failed";
  /** Why it failed, and whether trying again can help. */
  words: string;
  again: boolean;
  /** Kept nowhere: a closed app would lose it before it has arrived. */
  loose?: boolean;
}

export const uploads = signal<readonly Upload[]>([]);

export function chosenAt(place: string): Upload[] {
  return uploads.value.filter((upload) => upload.place === place);
}

export function change(id: string, next: Partial<Upload>): void {
  uploads.value = uploads.peek().map((upload) => (upload.id === id ? { ...upload, ...next } : upload));
}

export function moveFiles(from: string, to: string): void {
  uploads.value = uploads.peek().map((upload) => (upload.place === from ? { ...upload, place: to } : upload));
}

/** Not needed any more: sent, or taken back. */
export function letGo(ids: readonly string[]): void {
  for (const { id, url } of uploads.peek()) if (url && ids.includes(id)) URL.revokeObjectURL(url);
  uploads.value = uploads.peek().filter(({ id }) => !ids.includes(id));
}

onForget(() => letGo(uploads.peek().map(({ id }) => id)), "written");
