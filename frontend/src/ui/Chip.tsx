import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";
import "./Chip.css";

interface ChipProps {
  children: ComponentChildren;
  /** due: clay and a dot. done: pine and a tick. safety: plum and a shield. fact: neutral. */
  tone?: "fact" | "due" | "done" | "safety";
  icon?: IconName;
}

const MARKS: Record<string, IconName> = { done: "tick", safety: "shield" };

/** A mark and a word: the colour comes last. */
export function Chip({ children, tone = "fact", icon }: ChipProps) {
  const mark = icon ?? MARKS[tone];
  return (
    <span class={`chip ${tone}`}>
      {mark ? <Icon name={mark} size={18} /> : tone === "due" && <span class="chip-dot" />}
      {children}
    </span>
  );
}
