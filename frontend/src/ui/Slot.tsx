/** Shows what other domains put into a place: each part loads by itself, with its words. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadTexts } from "../kernel/i18n";
import { type Filling, fillings, type SlotName } from "../kernel/slots";
import { Cannot, Loading } from "./States";

type Props = Record<string, unknown>;

/** Every part of the place, one under the other; a part that does not load leaves no hole. */
export function Slot({ place, props = {} }: { place: SlotName; props?: Props }) {
  return (
    <>
      {fillings(place).map((filling) => (
        <Filled key={filling.name} filling={filling} props={props} quiet />
      ))}
    </>
  );
}

export function Filled({ filling, props, quiet }: { filling: Filling; props: Props; quiet?: boolean }) {
  const [Part, setPart] = useState<ComponentType<Props> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    Promise.all([filling.load(), loadTexts(filling.name)])
      .then(([found]) => !gone && setPart(() => found.default as unknown as ComponentType<Props>))
      .catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
    };
  }, [filling]);
  if (Part) return <Part {...props} />;
  if (quiet) return null;
  return failed ? <Cannot /> : <Loading />;
}
