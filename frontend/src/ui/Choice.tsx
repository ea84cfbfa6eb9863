import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { FieldError } from "./Field";
import { Icon } from "./Icon";
import "./Choice.css";

export interface Answer<V extends string | number> {
  value: V;
  label: string;
  /** A second line under the answer. */
  second?: string;
}

interface ChoiceProps<V extends string | number> {
  /** The question; read to a screen reader also when `hideLabel` because the page title asks it. */
  label: string;
  hideLabel?: boolean;
  answers: Answer<V>[];
  /** null: nothing chosen yet. */
  value: V | null;
  onValue: (value: V) => void;
  error?: string;
}

/** One of a few answers, 64 px high. Choosing never moves on by itself. */
export function Choice<V extends string | number>(props: ChoiceProps<V>) {
  const name = useId();
  return (
    <fieldset class="choices" aria-describedby={props.error ? `${name}-error` : undefined}>
      <legend class={props.hideLabel ? "read-aloud" : undefined}>{props.label}</legend>
      {props.answers.map((answer) => (
        <label key={answer.value} class="choice">
          <input
            type="radio"
            name={name}
            value={String(answer.value)}
            checked={props.value === answer.value}
            onChange={() => props.onValue(answer.value)}
          />
          <Mark />
          <Words label={answer.label} second={answer.second} />
        </label>
      ))}
      {props.error && <FieldError id={`${name}-error`}>{props.error}</FieldError>}
    </fieldset>
  );
}

interface CheckProps {
  label: string;
  second?: string;
  checked: boolean;
  onChecked: (checked: boolean) => void;
}

/** A box to tick, in the same shape: put several in a <fieldset class="choices">. */
export function Check({ label, second, checked, onChecked }: CheckProps) {
  return (
    <label class="choice many">
      <input type="checkbox" checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} />
      <Mark />
      <Words label={label} second={second} />
    </label>
  );
}

function Mark() {
  return (
    <span class="choice-mark">
      <Icon name="tick" size={18} />
    </span>
  );
}

function Words({ label, second }: { label: string; second?: string }) {
  return (
    <span>
      {label}
      {second && <span class="choice-second">{second}</span>}
    </span>
  );
}

interface SwitchProps {
  children: ComponentChildren;
  on: boolean;
  onChange: (on: boolean) => void;
  /** The switch at the end of the line, for lists of settings. */
  atEnd?: boolean;
}

/** On or off at once, no Save needed. */
export function Switch({ children, on, onChange, atEnd }: SwitchProps) {
  return (
    <label class={atEnd ? "switch end" : "switch"}>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}
