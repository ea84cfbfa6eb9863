/** What a person wrote. Where it may hold something to tap, or turns its direction, a part looks closer. */
import { later } from "./attach/later";

const Linked = later(() => import("./Linked"), "ui");
/** Asks too often rather than too seldom: the part that then loads decides. */
const MAYBE = /[/@\u202a-\u2069]|w\.|\d{4}/i;

export function Written({ children }: { children: string }) {
  return MAYBE.test(children) ? <Linked>{children}</Linked> : children;
}
