/** 0 to 10, or to `top`, in marks with words at the ends. Choosing never sends by itself. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import "./Scale.css";

interface ScaleProps {
  label: ComponentChildren;
  /** A quieter line under the question. */
  hint?: string;
  value: number | null;
  onValue: (value: number) => void;
  /** Where the answer may be left out: a second tap on it takes it away. */
  onClear?: () => void;
  /** What the ends mean; left out where it is said above several. */
  low?: string;
  high?: string;
  top?: number;
  /** The last mark stands for itself and all above it. */
  more?: boolean;
}

export function Scale(props: ScaleProps) {
  const { label, hint, value, onValue, onClear, low, high, top = 10, more } = props;
  const name = useId();
  return (
    <div class="stack tight">
      <fieldset class="scale">
        <legend>
          {label}
          {hint && <span class="scale-hint">{hint}</span>}
        </legend>
        {Array.from({ length: top + 1 }, (_, n) => (
          <label key={n}>
            <input
              type="radio"
              name={name}
              checked={value === n}
              onChange={() => onValue(n)}
              onClick={() => value === n && onClear?.()}
            />
            <span>{more && n === top ? `${n}+` : n}</span>
          </label>
        ))}
      </fieldset>
      {low && (
        <p class="scale-ends">
          <span>{low}</span>
          <span>{high}</span>
        </p>
      )}
    </div>
  );
}
