/** Until when an answer comes. */
import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import "./PromiseLine.css";

interface PromiseLineProps {
  /** "We expect to answer by Tue 10:30." */
  children: ComponentChildren;
  /** Why, after it: "Closed Monday. Not watched at night." */
  why?: ComponentChildren;
  late?: boolean;
  /** Both in one line, on a laptop. */
  inline?: boolean;
}

/** The same words before sending, on the thread and to staff. */
export function PromiseLine({ children, why, late, inline }: PromiseLineProps) {
  const name = ["promise", late && "late", inline && "line"].filter(Boolean).join(" ");
  return (
    <p class={name}>
      <Icon name={late ? "warning" : "clock"} />
      <span>
        <b>{children}</b> {why}
      </span>
    </p>
  );
}
