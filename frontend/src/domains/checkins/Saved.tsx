/** After saving: where it is, and Undo. Help that was shown beside the words stays. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { entryOf } from "../../kernel/outbox";
import { asProblem, type Problem } from "../../kernel/problem";
import { day as dayWords } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { FieldError } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Slot } from "../../ui/Slot";
import { problemWords } from "../../ui/States";
import { answerOf, undo } from "./actions";
import { noon } from "./days";

export interface Kept {
  /** The queue's. */
  id: string;
  day: string;
  /** Something was saved for the day before. */
  had: boolean;
}

export function Saved({ id, day, had }: Kept) {
  const [state, setState] = useState<"kept" | "undoing" | "undone">("kept");
  const [problem, setProblem] = useState<Problem>();
  const back = async () => {
    setState("undoing");
    setProblem(undefined);
    try {
      await undo(id);
      setState("undone");
    } catch (error) {
      setProblem(asProblem(error));
      setState("kept");
    }
  };
  const undone = state === "undone";
  return (
    <Page
      title={t(undone ? "checkins.undone" : "checkins.saved")}
      under={undone ? t(had ? "checkins.undone_under" : "checkins.undone_all") : dayWords(noon(day))}
      back="/today"
      tab={t("checkins.title")}
    >
      <div class="stack">
        <Slot place="writing" props={{ text: "", place: "checkins" }} />
        {!undone && (
          <p class="quiet-text" role="status">
            {sendingWords(id)}
          </p>
        )}
        {problem && <FieldError>{problemWords(problem)}</FieldError>}
        <div class="stack tight">
          <Button wide href="/today">
            {t("checkins.to_today")}
          </Button>
          <Button kind="second" wide href="/daily/days">
            {t("checkins.look_back")}
          </Button>
          {!undone && (
            <Button kind="quiet" wide busy={state === "undoing" && t("checkins.undoing")} onClick={back}>
              {t("checkins.undo")}
            </Button>
          )}
        </div>
      </div>
    </Page>
  );
}

function sendingWords(id: string): string {
  const entry = entryOf(id);
  if (entry?.state === "failed") return problemWords(entry.problem);
  if (answerOf(id)) return t("checkins.with_team");
  return entry ? `${t("checkins.on_its_way")} ${t("checkins.kept_here")}` : "";
}
