import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";
import "./Hero.css";

interface HeroProps {
  /** "Starts in 12 minutes" */
  when: string;
  title: string;
  /** "5:00 to 6:30 pm, online, with Ana Ruiz" */
  second?: string;
  /** One or two <Button>s: primary first. */
  children?: ComponentChildren;
  /** What follows: ["Then 6:45 pm", "Process group, online"]. */
  then?: [string, string];
}

/** The one thing of now, in pine. Once on a screen. */
export function Hero({ when, title, second, children, then }: HeroProps) {
  return (
    <section class="hero" aria-label={title}>
      <p class="hero-when">
        <Icon name="clock" size={20} />
        {when}
      </p>
      <h2>{title}</h2>
      {second && <p class="hero-second numbers">{second}</p>}
      {children && <div class="hero-actions">{children}</div>}
      {then && (
        <p class="hero-then numbers">
          <b>{then[0]}</b> <span>{then[1]}</span>
        </p>
      )}
    </section>
  );
}
