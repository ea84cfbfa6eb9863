/**
 * Every change is shown and saved at once, one after the other. One that met a newer version is made again on
 * top of that, once: a person who moves a switch means that switch, whatever another phone changed beside it.
 */
import { useRef, useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { setDirty } from "../../kernel/dirty";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { asProblem, type Problem } from "../../kernel/problem";
import { type Change, readWishes, saveWishes, type Wishes } from "./actions";

const STALE = 412;

interface Waiting {
  part: string;
  change: Change;
}

/** How the last change of a part of the page ended; "Saved" stands at one part at a time. */
export interface Saving {
  part: string;
  state: "saving" | "saved" | "not_saved";
  problem?: Problem;
}

export type Changing = (part: string, change: Change) => Promise<void>;

export function useWishes() {
  const asked = useAsk(readWishes);
  const [shown, setShown] = useState<Wishes>();
  const [parts, setParts] = useState<Saving[]>([]);
  const line = useRef<Promise<void>>(Promise.resolve());
  const server = useRef<Wishes>(undefined);
  const waiting = useRef<Waiting[]>([]);
  if (asked.data && !server.current) server.current = asked.data;

  /** What the server has, with what it does not have yet. */
  const show = () => {
    setShown(Object.assign({}, server.current, ...waiting.current.map(({ change }) => change)));
    setDirty("reminders", waiting.current.length > 0);
  };
  const say = (next: Saving) =>
    setParts((before) => [...before.filter((one) => one.part !== next.part && one.state !== "saved"), next]);

  async function save(mine: Waiting): Promise<void> {
    let ended: Saving = { part: mine.part, state: "saved" };
    try {
      if (server.current) server.current = await onTop(server.current, mine.change);
    } catch (error) {
      ended = { part: mine.part, state: "not_saved", problem: asProblem(error) };
    }
    waiting.current = waiting.current.filter((one) => one !== mine);
    show();
    if (waiting.current.some(({ part }) => part === mine.part)) return;
    say(ended);
    if (ended.state === "saved") announce(t("reminders.saved"));
  }

  /** Shows the change now and saves it behind those that came before. */
  const change: Changing = (part, wanted) => {
    const mine = { part, change: wanted };
    waiting.current = [...waiting.current, mine];
    show();
    say({ part, state: "saving" });
    line.current = line.current.then(() => save(mine));
    return line.current;
  };

  /** What the server alone knows has changed: the number for texts, the browsers. */
  const again = async () => {
    server.current = await readWishes();
    show();
  };

  return { asked: { ...asked, data: shown ?? asked.data }, parts, change, again };
}

async function onTop(before: Wishes, change: Change): Promise<Wishes> {
  try {
    return await saveWishes(before.version, change);
  } catch (error) {
    if (asProblem(error).status !== STALE) throw error;
    return saveWishes((await readWishes()).version, change);
  }
}
