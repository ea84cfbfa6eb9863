/** The first-time questions. What is answered is saved together, before the other domains' questions. */
import { useState } from "preact/hooks";
import { api, take } from "../../kernel/http";
import { language, speak, t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { type Account, account, loadSession } from "../../kernel/session";
import { fillings } from "../../kernel/slots";
import { Button } from "../../ui/Button";
import { Filled } from "../../ui/Slot";
import { Loading, problemWords } from "../../ui/States";
import { Step } from "./Step";
import { type Answers, QUESTIONS } from "./steps";
import { guessedZone } from "./zones";

async function save(here: Account, answers: Answers): Promise<void> {
  const device = answers.device ?? here.device;
  if (here.set_up) {
    if (!here.device_known) await take(api.POST("/api/v1/session/device", { body: { device } }));
  } else {
    const { language: tongue, timezone } = answers;
    await take(api.POST("/api/v1/account/setup", { body: { device, language: tongue, timezone } }));
  }
}

export default function Setup() {
  // As it was on arrival: answering must not take questions away that are still to come.
  const [here] = useState(account.value);
  return here ? <Questions here={here} /> : <Loading />;
}

function Questions({ here }: { here: Account }) {
  const [asked] = useState(() => QUESTIONS.filter((each) => each.asked(here)));
  const [added] = useState(() => (here.set_up ? [] : fillings("setup")));
  const [at, setAt] = useState(0);
  const [problem, setProblem] = useState<Problem>();
  const [answers, setAnswers] = useState<Answers>({
    device: here.device_known ? here.device : null,
    language: language.value,
    timezone: guessedZone(),
  });
  const total = asked.length + added.length;
  const go = async (to: number) => {
    setProblem(undefined);
    try {
      if (to === asked.length) await save(here, answers);
      if (to >= total) await loadSession();
      else setAt(to);
    } catch (caught) {
      setProblem(asProblem(caught));
    }
  };
  const answer = (part: Partial<Answers>) => {
    setAnswers({ ...answers, ...part });
    if (part.language) void speak(part.language);
  };
  if (problem) return <NotSaved problem={problem} again={() => void go(at + 1)} />;
  const over = total > 1 ? t("accounts.step_of", { n: at + 1, total }) : "";
  const next = () => void go(at + 1);
  const question = asked[at];
  if (question) {
    const back = at > 0 && asked[at - 1]?.name !== "factor" ? () => setAt(at - 1) : undefined;
    return <question.Screen key={question.name} {...{ answers, answer, over, next, back }} />;
  }
  const filling = added[at - asked.length];
  return filling ? <Filled key={filling.name} filling={filling} props={{ done: next, over }} /> : <Loading />;
}

function NotSaved({ problem, again }: { problem: Problem; again: () => void }) {
  return (
    <Step title={t("accounts.not_saved")} under={problemWords(problem)}>
      <Button wide onClick={again}>
        {t("ui.try_again")}
      </Button>
    </Step>
  );
}
