/**
 * What the button of a form does: one thing at a time, so that a second tap while it is busy does nothing.
 *
 *   const { busy, problem, submit } = useSubmit(async () => { await save(draft); route(back); });
 */
import { useState } from "preact/hooks";
import { asProblem, type Problem } from "./problem";

interface Doing {
  busy: boolean;
  submit: (event: Event) => Promise<void>;
}

export function useOnce(act: () => Promise<unknown>): Doing {
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await act();
    } finally {
      setBusy(false);
    }
  };
  return { busy, submit };
}

/** The same, with what went wrong, which stands until the next try. */
export function useSubmit(
  act: () => Promise<unknown>,
  failed?: (problem: Problem) => void,
): Doing & { problem: Problem | undefined } {
  const [problem, setProblem] = useState<Problem>();
  const doing = useOnce(async () => {
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      const found = asProblem(error);
      setProblem(found);
      failed?.(found);
    }
  });
  return { ...doing, problem };
}
