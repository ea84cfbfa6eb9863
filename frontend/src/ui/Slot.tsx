/** Shows what other domains put into a place: each part loads by itself, with its words. */
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts } from "../kernel/i18n";
import { retryLater } from "../kernel/retry";
import { type Filling, fillings, type SlotName } from "../kernel/slots";
import { Cannot, Loading } from "./States";

type Props = Record<string, unknown>;

/** Every part of the place, one under the other; a part that has not loaded leaves no hole. */
export function Slot({ place, props = {} }: { place: SlotName; props?: Props }) {
  return (
    <>
      {fillings(place).map((filling) => (
        <Filled key={filling.name} filling={filling} props={props} quiet />
      ))}
    </>
  );
}

interface FilledProps {
  filling: Filling;
  props: Props;
  /** Until it has loaded nothing stands in its place, or what is inside. */
  quiet?: boolean;
  children?: ComponentChildren;
}

const loaded = new WeakMap<Filling, ComponentType<Props>>();

/** A part whose code did not come is tried again by itself; once it is here it stands at once everywhere. */
export function Filled({ filling, props, quiet, children }: FilledProps) {
  const [, draw] = useState({});
  const [failed, setFailed] = useState(0);
  const Part = loaded.get(filling);
  useEffect(() => {
    if (loaded.has(filling)) return;
    let gone = false;
    let callOff = () => {};
    Promise.all([filling.load(), loadTexts(filling.name)])
      .then(([found]) => {
        loaded.set(filling, found.default as unknown as ComponentType<Props>);
        if (!gone) draw({});
      })
      .catch(() => {
        if (!gone) callOff = retryLater(() => setFailed(failed + 1), failed);
      });
    return () => {
      gone = true;
      callOff();
    };
  }, [filling, failed]);
  if (Part) return <Part {...props} />;
  if (quiet) return children;
  return failed ? <Cannot /> : <Loading />;
}
