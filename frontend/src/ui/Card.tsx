import type { ComponentChildren } from "preact";
import "./Card.css";

interface CardProps {
  children: ComponentChildren;
  /** safety: plum, for help. plain: outline on paper. */
  tone?: "card" | "safety" | "plain";
  /** Names the card for a screen reader when it has no heading of its own. */
  label?: string;
  class?: string;
}

export function Card({ children, tone = "card", label, class: extra }: CardProps) {
  const name = ["card", tone !== "card" && tone, extra].filter(Boolean).join(" ");
  return (
    <section class={name} aria-label={label}>
      {children}
    </section>
  );
}

export function CardLine() {
  return <hr class="card-line" />;
}

interface SectionProps {
  title: string;
  children: ComponentChildren;
  /** A word or chip at the end of the heading line. */
  end?: ComponentChildren;
}

/** A heading and what stands under it, outside of cards. */
export function Section({ title, children, end }: SectionProps) {
  return (
    <section class="stack tight" aria-label={title}>
      <div class="section-head">
        <h2>{title}</h2>
        {end}
      </div>
      {children}
    </section>
  );
}
