/** What arrives live, handed to whoever asked for it. Filled by the socket, by sync and by polling. */
import { signal } from "@preact/signals";
import type { components } from "../api/schema";
import { onForget } from "./forget";
import { asProblem } from "./problem";

export interface Frame {
  type: string;
  seq: number;
  data?: unknown;
}

/** What is true for a moment only: it has no number, and no screen fetches because of it. */
export type Passing = Omit<Frame, "seq"> & { seq?: undefined };

type Wire = Exclude<components["schemas"]["Frame"], { id: string }>;
export type FrameType = Extract<Wire, { data: unknown }>["type"];
/** What a frame of this type carries. */
export type DataOf<K extends FrameType> = Extract<Wire, { type: K; data: unknown }>["data"];

type Handler = (data: never) => void;

const handlers = new Map<string, Set<Handler>>();

/** Raised when what the screens hold may be wrong as a whole: a `gone` frame, or a hole too big to fill. */
export const refresh = signal(0);

/** How many frames of each type came: screens that fetch again on a frame watch it. Several can come before
 * a screen looks, so the last one's type would not do. */
export const arrived = signal<Readonly<Record<string, number>>>({});

/** `onFrame("messaging.message_sent", ({ message }) => messages.put(message))`: the data is typed by the name. */
export function onFrame<K extends FrameType>(type: K, handler: (data: DataOf<K>) => void): () => void;
export function onFrame<T>(type: string, handler: (data: T) => void): () => void;
export function onFrame(type: string, handler: Handler): () => void {
  const set = handlers.get(type) ?? new Set<Handler>();
  handlers.set(type, set);
  set.add(handler);
  return () => set.delete(handler);
}

/** Frames that came before the domains' handlers were here; undefined: nothing holds them up. */
let waiting: Frame[] | undefined;
onForget(() => {
  waiting &&= [];
});

/**
 * From now on frames wait. The socket opens before the code that takes its frames has loaded, and what came
 * between was once lost: the screens had asked before it, and nobody asks again.
 * Returns what lets them through, in their order.
 */
export function holdFrames(): () => void {
  waiting ??= [];
  return () => {
    const held = waiting ?? [];
    waiting = undefined;
    held.forEach(deliver);
  };
}

export function deliver(frame: Frame | Passing): void {
  if (frame.type === "gone") {
    refresh.value += 1;
    return;
  }
  if (waiting) {
    if (frame.seq) waiting.push(frame);
    return;
  }
  for (const handler of handlers.get(frame.type) ?? []) {
    try {
      handler(frame.data as never);
    } catch (error) {
      // One screen's fault must not keep the frame from the others; no text of it is logged.
      console.error("frame", frame.type, asProblem(error).code);
    }
  }
  if (!frame.seq) return;
  arrived.value = { ...arrived.value, [frame.type]: (arrived.value[frame.type] ?? 0) + 1 };
}
