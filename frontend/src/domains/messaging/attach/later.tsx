/**
 * A part that loads with its words when it is first shown, and stands at once from then on. Until then, and
 * where it cannot be had, its children stand there.
 */
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts } from "../../../kernel/i18n";

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

export function later<P extends object>(load: Load<P>, texts = "files"): ComponentType<P> {
  let ready: ComponentType<P> | undefined;
  return function Later(props: P & { children?: ComponentChildren }) {
    const [Part, setPart] = useState<ComponentType<P> | undefined>(() => ready);
    useEffect(() => {
      if (Part) return;
      let gone = false;
      // Without it the words of a message still stand; the next showing tries again.
      void Promise.all([load(), loadTexts(texts)]).then(
        ([found]) => {
          ready = found.default;
          if (!gone) setPart(() => ready);
        },
        () => undefined,
      );
      return () => {
        gone = true;
      };
    }, [Part]);
    return Part ? <Part {...props} /> : props.children;
  };
}
