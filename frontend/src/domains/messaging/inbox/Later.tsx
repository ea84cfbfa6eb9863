/** A part that is rarely used: it loads when it is first wanted. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

interface LaterProps<P extends object> {
  /** Of the module, not made anew while drawing. */
  load: () => Promise<{ default: ComponentType<P> }>;
  props: P;
}

export function Later<P extends object>({ load, props }: LaterProps<P>) {
  const [Part, setPart] = useState<ComponentType<P> | null>(null);
  useEffect(() => {
    let gone = false;
    void load().then((found) => !gone && setPart(() => found.default));
    return () => {
      gone = true;
    };
  }, [load]);
  return Part && <Part {...props} />;
}
