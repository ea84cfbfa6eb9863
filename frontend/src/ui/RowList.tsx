import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon";
import "./RowList.css";

interface RowListProps {
  children: ComponentChildren;
  /** help: plum rounds behind the icons, for the crisis page. */
  tone?: "card" | "help";
  label?: string;
}

export function RowList({ children, tone = "card", label }: RowListProps) {
  return (
    <ul class={tone === "help" ? "row-list help" : "row-list"} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  title: ComponentChildren;
  second?: ComponentChildren;
  icon?: IconName;
  /** Instead of an icon: <Face name="Tom Becker" />. */
  mark?: ComponentChildren;
  /** A chip or a few words at the end. */
  end?: ComponentChildren;
  /** Opens a page: the whole row is the link, with a chevron unless there is an `end`. */
  href?: string;
  onClick?: () => void;
}

export function Row({ title, second, icon, mark, end, href, onClick }: RowProps) {
  const inside = (
    <>
      {icon ? (
        <span class="row-mark">
          <Icon name={icon} />
        </span>
      ) : (
        mark
      )}
      <span class="row-words">
        <span class="row-title">{title}</span>
        {second && <span class="row-second">{second}</span>}
      </span>
      {end && <span class="row-end">{end}</span>}
      {!end && href !== undefined && (
        <span class="row-end row-open">
          <Icon name="next" />
        </span>
      )}
    </>
  );
  return <li>{rowElement(inside, href, onClick)}</li>;
}

function rowElement(inside: ComponentChildren, href?: string, onClick?: () => void) {
  if (href !== undefined) {
    return (
      <a class="row" href={href} onClick={onClick}>
        {inside}
      </a>
    );
  }
  if (onClick) {
    return (
      <button type="button" class="row" onClick={onClick}>
        {inside}
      </button>
    );
  }
  return <div class="row">{inside}</div>;
}

/** Two letters of a name in a tinted round. The name itself stands beside it. */
export function Face({ name }: { name: string }) {
  const letters = name
    .replace(/^(Dr|Dra|Mr|Ms|Mrs)\.?\s+/, "")
    .split(/\s+/)
    .map((word) => word[0] ?? "");
  const pair = `${letters[0] ?? ""}${letters.length > 1 ? letters.at(-1) : ""}`.toUpperCase();
  return (
    <span class="face" aria-hidden="true">
      {pair}
    </span>
  );
}
