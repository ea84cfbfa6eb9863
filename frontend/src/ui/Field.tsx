/** A labelled input. The error comes by JSON Pointer from the problem of the last try. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { Problem } from "../kernel/problem";
import { Icon } from "./Icon";
import "./Field.css";

interface FieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: ComponentChildren;
  /** A sentence of our own check; else `problem` and `pointer`. */
  error?: string;
  problem?: Problem;
  /** "/email": where this field stands in the body that was sent. */
  pointer?: string;
  type?: "text" | "email" | "password" | "tel" | "date" | "time" | "number" | "search" | "datetime-local";
  /** More than one line: it grows with the words. */
  lines?: boolean;
  name?: string;
  autocomplete?: string;
  inputMode?: "text" | "numeric" | "email" | "tel" | "decimal";
  placeholder?: string;
  required?: boolean;
  maxLength?: number;
  min?: string;
  max?: string;
}

export function Field(props: FieldProps) {
  const id = useId();
  const error = props.error ?? (props.pointer ? props.problem?.at(props.pointer) : undefined);
  const described = [props.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const shared = {
    id,
    class: "field-input",
    name: props.name,
    value: props.value,
    required: props.required,
    placeholder: props.placeholder,
    maxLength: props.maxLength,
    autocomplete: props.autocomplete,
    inputMode: props.inputMode,
    "aria-invalid": error ? ("true" as const) : undefined,
    "aria-describedby": described || undefined,
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {props.label}
      </label>
      {props.hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.lines ? (
        <textarea {...shared} rows={3} onInput={(event) => props.onValue(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type={(props.type ?? "text") as "text"}
          min={props.min}
          max={props.max}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

/** Also for a whole form: the problem that belongs to no field. */
export function FieldError({ id, children }: { id?: string; children: ComponentChildren }) {
  return (
    <p class="field-error" id={id} role="alert">
      <Icon name="warning" size={18} />
      <span>{children}</span>
    </p>
  );
}

interface Option {
  value: string;
  label: string;
}

function shown({ value, label }: Option) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: Option[];
  onValue: (value: string) => void;
  hint?: string;
}

/** A native select as a field with its label above. */
export function Select({ label, value, options, onValue, hint }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <span class="select-field">
        <select
          id={id}
          class="field-input"
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onValue(event.currentTarget.value)}
        >
          {options.map(shown)}
        </select>
        <Icon name="down" size={18} />
      </span>
    </div>
  );
}

/** The same as a small pill (the topic of a message); its label is read, not shown. */
export function SelectPill({ label, value, options, onValue }: SelectProps) {
  return (
    <span class="select-pill">
      <select aria-label={label} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {options.map(shown)}
      </select>
      <Icon name="down" size={18} />
    </span>
  );
}
