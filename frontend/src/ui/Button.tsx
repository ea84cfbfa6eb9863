import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";
import "./Button.css";

interface ButtonProps {
  children: ComponentChildren;
  /** One primary on a screen. second: outline. quiet: underlined words. */
  kind?: "primary" | "second" | "quiet";
  icon?: IconName;
  /** The word while it works ("Sending"): set it and the button says it, keeps its width, takes no second tap. */
  busy?: string | false;
  /** A small round one for bars. */
  pill?: boolean;
  /** The whole width of its column. */
  wide?: boolean;
  /** A page instead of an action. */
  href?: string;
  type?: "button" | "submit";
  onClick?: (event: Event) => void;
  label?: string;
  /** The key that does the same, where a screen has keys. */
  keys?: string;
  class?: string;
}

export function Button(props: ButtonProps) {
  const { children, kind = "primary", icon, busy, pill, wide, href, type = "button", onClick } = props;
  const name = ["button", kind, pill && "pill", wide && "wide", props.class].filter(Boolean).join(" ");
  const inside = (
    <>
      {busy ? <Icon name="clock" /> : icon && <Icon name={icon} />}
      <span>{busy || children}</span>
    </>
  );
  if (href !== undefined) {
    return (
      <a class={name} href={href} onClick={onClick} aria-label={props.label}>
        {inside}
      </a>
    );
  }
  // aria-disabled, not disabled: the focus stays where it was and the word is read.
  const act = (event: Event) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type={type}
      class={name}
      onClick={act}
      aria-disabled={busy ? "true" : undefined}
      aria-label={props.label}
      aria-keyshortcuts={props.keys}
      ref={keepWidth(Boolean(busy))}
    >
      {inside}
    </button>
  );
}

/** A busy button is at least as wide as it was before: nothing beside it jumps. */
function keepWidth(busy: boolean) {
  return (element: HTMLButtonElement | null) => {
    if (!element) return;
    if (!busy) {
      element.style.minInlineSize = "";
      element.dataset.width = String(element.offsetWidth);
    } else if (element.dataset.width) element.style.minInlineSize = `${element.dataset.width}px`;
  };
}

interface IconButtonProps {
  name: IconName;
  label: string;
  onClick?: (event: Event) => void;
  filled?: boolean;
  type?: "button" | "submit";
}

/** Only for Back, attach, send and close: everything else has a word. */
export function IconButton({ name, label, onClick, filled, type = "button" }: IconButtonProps) {
  return (
    <button
      type={type}
      class={filled ? "icon-button filled" : "icon-button"}
      aria-label={label}
      onClick={onClick}
    >
      <Icon name={name} />
    </button>
  );
}
