/** The answers of a half-filled form: here at once, on the server a moment later, tried again until there. */
import { useEffect, useRef, useState } from "preact/hooks";
import { setDirty } from "../../kernel/dirty";
import { asProblem } from "../../kernel/problem";
import { type Answers, type Form, languageOf, saveDraft } from "./actions";

const TRY_AGAIN = 5_000;

export interface Draft {
  answers: Answers;
  state: "same" | "saved" | "unsaved";
  choose(item: string, value: number): void;
  /** Waits until the last choice is on the server, or could not be brought there. */
  flush(): Promise<void>;
}

export function useDraft(measure: string, form: Form): Draft {
  const [answers, setAnswers] = useState<Answers>(form.answers);
  const [state, setState] = useState<Draft["state"]>("same");
  const latest = useRef(answers);
  const version = useRef<number | null>(form.version ?? null);
  const running = useRef<Promise<void>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  async function save() {
    const mine = latest.current;
    try {
      version.current = await saveDraft(measure, mine, languageOf(form), version.current);
      if (mine === latest.current) {
        setState("saved");
        setDirty("check-in", false);
      }
    } catch (error) {
      setState("unsaved");
      const problem = asProblem(error);
      // Another device saved since: the newest choice of this hand wins, on top of that version.
      if (problem.code === "stale") version.current = null;
      if (problem.passing || problem.code === "stale") timer.current = setTimeout(queue, TRY_AGAIN);
    }
  }

  function queue() {
    clearTimeout(timer.current);
    running.current = running.current.then(save);
  }

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      setDirty("check-in", false);
    },
    [],
  );

  return {
    answers,
    state,
    choose(item, value) {
      latest.current = { ...latest.current, [item]: value };
      setAnswers(latest.current);
      setDirty("check-in", true);
      queue();
    },
    async flush() {
      await running.current;
    },
  };
}
