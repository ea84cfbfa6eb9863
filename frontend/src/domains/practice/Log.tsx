/** A note after a practice: two numbers, and words if one likes. It is kept at once, network or not. */
import { useEffect, useState } from "preact/hooks";
import { setDirty } from "../../kernel/dirty";
import { t } from "../../kernel/i18n";
import { entryOf } from "../../kernel/outbox";
import { asProblem, type Problem } from "../../kernel/problem";
import { now } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Field, FieldError } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { Scale } from "../../ui/Scale";
import { Slot } from "../../ui/Slot";
import { problemWords } from "../../ui/States";
import { answerOf, log, undo } from "./actions";
import type { Skill } from "./skills";

interface Props {
  skill: Skill;
  patient: string;
  /** What was chosen before the practice began. */
  before: number | null;
  back: string;
}

interface Kept {
  id: string;
  before: number;
  after: number;
}

export function Log({ skill, patient, before: first, back }: Props) {
  const [saving, setSaving] = useState<Kept | null>(null);
  const [kept, setKept] = useState<Kept | null>(null);
  const [words, setWords] = useState("");
  const save = (before: number, after: number, at: string) => {
    const id = log({ patient, skill: skill.key, situation: words.trim(), before, after, practiced_at: at });
    setSaving({ id, before, after });
    write("");
  };
  // Only when the field was seen empty: whoever reads along there knows by it that the words were sent.
  useEffect(() => {
    if (!saving) return;
    setKept(saving);
    scrollTo({ top: 0 });
  }, [saving]);
  const write = (text: string) => {
    setWords(text);
    setDirty("practice", text.trim() !== "");
  };
  useEffect(() => () => setDirty("practice", false), []);
  return kept ? (
    <Saved skill={skill} kept={kept} />
  ) : (
    <Form skill={skill} first={first} back={back} words={words} onWords={write} onSave={save} />
  );
}

interface FormProps {
  skill: Skill;
  first: number | null;
  back: string;
  words: string;
  onWords: (text: string) => void;
  onSave: (before: number, after: number, at: string) => void;
}

function Form({ skill, first, back, words, onWords, onSave }: FormProps) {
  const [before, setBefore] = useState(first);
  const [after, setAfter] = useState<number | null>(null);
  const [when, setWhen] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const submit = (event: Event) => {
    event.preventDefault();
    if (before === null || after === null) return setMissing(true);
    onSave(before, after, (when ? new Date(when) : now()).toISOString());
  };
  const ends = { low: t("practice.low"), high: t("practice.high") };
  return (
    <Page title={t("practice.log_title")} under={skill.title} back={back} tab={t("practice.title")}>
      <form class="stack wide" onSubmit={submit} id="practice-note">
        <Scale label={t("practice.before")} value={before} onValue={setBefore} {...ends} />
        <Scale label={t("practice.after")} value={after} onValue={setAfter} {...ends} />
        <Slot place="writing" props={{ text: words, place: "practice" }} />
        <Field
          label={t("practice.situation")}
          hint={t("practice.situation_hint")}
          value={words}
          onValue={onWords}
          maxLength={1000}
          lines
        />
        {when === null ? (
          <p class="practice-earlier">
            <Button kind="quiet" onClick={() => setWhen("")}>
              {t("practice.earlier")}
            </Button>
          </p>
        ) : (
          <Field
            label={t("practice.when")}
            type="datetime-local"
            value={when}
            onValue={setWhen}
            max={local(now())}
          />
        )}
      </form>
      <Foot raised>
        {missing && (before === null || after === null) && (
          <FieldError>{t("practice.missing_number")}</FieldError>
        )}
        <Button wide onClick={submit}>
          {t("practice.save")}
        </Button>
        <Button kind="quiet" wide href="/today">
          {t("practice.not_now")}
        </Button>
      </Foot>
    </Page>
  );
}

/** As a field of local time wants it: "2026-10-09T17:40". */
function local(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function Saved({ skill, kept }: { skill: Skill; kept: Kept }) {
  const [state, setState] = useState<"kept" | "undoing" | "undone">("kept");
  const [problem, setProblem] = useState<Problem>();
  const waiting = entryOf(kept.id);
  const back = async () => {
    setState("undoing");
    setProblem(undefined);
    try {
      await undo(kept.id);
      setState("undone");
    } catch (error) {
      setProblem(asProblem(error));
      setState("kept");
    }
  };
  const undone = state === "undone";
  const failed = waiting?.state === "failed" ? waiting.problem : undefined;
  return (
    <Page
      title={t(undone ? "practice.undone" : "practice.saved")}
      under={
        undone
          ? t("practice.undone_under")
          : t("practice.saved_under", { skill: skill.title, before: kept.before, after: kept.after })
      }
      back="/today"
      tab={t("practice.title")}
    >
      <div class="stack">
        <Slot place="writing" props={{ text: "", place: "practice" }} />
        {!undone && (
          <p class="quiet-text" role="status">
            {failed ? problemWords(failed) : sendingWords(kept.id, Boolean(waiting))}
          </p>
        )}
        {problem && <FieldError>{problemWords(problem)}</FieldError>}
        <div class="stack tight">
          <Button wide href="/today">
            {t("practice.to_today")}
          </Button>
          <Button kind="second" wide href="/practice/notes">
            {t("practice.notes")}
          </Button>
          {!undone && (
            <Button kind="quiet" wide busy={state === "undoing" && t("practice.undoing")} onClick={back}>
              {t("practice.undo")}
            </Button>
          )}
        </div>
      </div>
    </Page>
  );
}

function sendingWords(id: string, waiting: boolean): string {
  if (answerOf(id)) return t("practice.with_team");
  return waiting ? `${t("practice.on_its_way")} ${t("practice.kept_here")}` : "";
}
