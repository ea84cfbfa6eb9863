/** A few short choices side by side: one of them, or several where `many`. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./Pills.css";

interface PillsProps<V extends string> {
  label: string;
  /** Where the page's title asks it; a screen reader still hears it. */
  hideLabel?: boolean;
  hint?: string;
  options: { value: V; label: string }[];
  chosen: readonly V[];
  many?: boolean;
  onTurn: (value: V) => void;
  /** What else stands at the end of the row. */
  children?: ComponentChildren;
}

export function Pills<V extends string>(props: PillsProps<V>) {
  const { label, hideLabel, hint, options, chosen, many, onTurn, children } = props;
  const name = useId();
  return (
    <fieldset class="pills">
      <legend class={hideLabel ? "read-aloud" : undefined}>
        {label}
        {hint && <span class="pills-hint">{hint}</span>}
      </legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type={many ? "checkbox" : "radio"}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={() => onTurn(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
      {children}
    </fieldset>
  );
}
