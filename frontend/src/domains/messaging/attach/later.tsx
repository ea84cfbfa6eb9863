/** A part that loads with its words when it is first shown. Until then its children stand there. */
import type { ComponentChildren, ComponentType } from "preact";
import type { Filling } from "../../../kernel/slots";
import { Filled } from "../../../ui/Slot";

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

export function later<P extends object>(load: Load<P>, name = "files"): ComponentType<P> {
  const filling: Filling = { name, order: 0, load: load as Filling["load"] };
  return function Later(props: P & { children?: ComponentChildren }) {
    return (
      <Filled filling={filling} props={{ ...props }} quiet>
        {props.children}
      </Filled>
    );
  };
}
