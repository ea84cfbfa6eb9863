/** A screen about one of several things: the first to begin with, and a pill to take another. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { SelectPill } from "./Field";

interface OneOfProps {
  label: string;
  rows: { id: string; name: string }[];
  wide?: boolean;
  children: (id: string) => ComponentChildren;
}

export function OneOf({ label, rows, wide, children }: OneOfProps) {
  const [chosen, setChosen] = useState("");
  const id = chosen || rows[0]?.id;
  return (
    <div class={wide ? "stack wide" : "stack"}>
      {rows.length > 1 && (
        <div>
          <SelectPill
            label={label}
            value={id ?? ""}
            options={rows.map((row) => ({ value: row.id, label: row.name }))}
            onValue={setChosen}
          />
        </div>
      )}
      {id && children(id)}
    </div>
  );
}
