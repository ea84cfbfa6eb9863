/** The check-in of today or yesterday on one screen: every answer is one tap, and any may be left out. */
import { useEffect, useState } from "preact/hooks";
import { setDirty } from "../../kernel/dirty";
import { t } from "../../kernel/i18n";
import { dayKey, day as dayWords, minute, now } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Field, FieldError } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { Pills } from "../../ui/Pills";
import { Scale } from "../../ui/Scale";
import { Slot } from "../../ui/Slot";
import { Loading } from "../../ui/States";
import { type Answers, save } from "./actions";
import { back, noon } from "./days";
import { useMine } from "./mine";
import { type Kept, Saved } from "./Saved";
import { wordsOf } from "./targets";
import "./checkins.css";

const NOTHING: Answers = {
  mood: null,
  sleep_hours: null,
  sleep_quality: null,
  urges: {},
  skills: [],
  note: "",
  written_at: "",
};

function isEmpty({ mood, sleep_hours, sleep_quality, urges, skills, note }: Answers): boolean {
  const numbers = [mood, sleep_hours, sleep_quality, ...Object.values(urges)];
  return numbers.every((value) => value === null) && skills.length === 0 && note.trim() === "";
}

export default function Daily() {
  const { patient, asked, days, keys } = useMine();
  const today = dayKey(minute.value);
  const [chosen, setChosen] = useState<"today" | "yesterday">("today");
  // Once something was answered its day stands, though midnight may pass over it.
  const [changed, setChanged] = useState<{ day: string; answers: Answers } | null>(null);
  const [saving, setSaving] = useState<Kept | null>(null);
  const [kept, setKept] = useState<Kept | null>(null);
  const day = changed?.day ?? back(today, chosen === "today" ? 0 : 1);
  const which = day === today ? "today" : "yesterday";
  const before = days.find((each) => each.day === day);
  const answers = changed?.answers ?? before ?? NOTHING;
  const change = (next: Partial<Answers>) => setChanged({ day, answers: { ...answers, ...next } });
  useEffect(() => setDirty("checkins", Boolean(changed?.answers.note.trim())), [changed]);
  useEffect(() => () => setDirty("checkins", false), []);
  const turn = (to: "today" | "yesterday") => {
    setChosen(to);
    setChanged(null);
  };
  const submit = () => {
    const { mood, sleep_hours, sleep_quality, urges, skills, note } = answers;
    const said = { mood, sleep_hours, sleep_quality, urges, skills, note: note.trim() };
    const id = save({ ...said, patient, day, written_at: now().toISOString() });
    setSaving({ id, day, had: Boolean(before) });
    setChanged({ day, answers: NOTHING });
  };
  // Only when the field was seen empty: whoever reads along there knows by it that the words were sent.
  useEffect(() => {
    if (!saving) return;
    setKept(saving);
    scrollTo({ top: 0 });
  }, [saving]);
  if (kept) return <Saved {...kept} />;
  return (
    <Page
      title={t(`checkins.${which}_title`)}
      under={dayWords(noon(day))}
      back="/today"
      tab={t("checkins.title")}
    >
      {asked.state === "loading" ? (
        <Loading />
      ) : (
        <div class="stack wide">
          <Pills
            label={t("checkins.which_day")}
            hideLabel
            options={[
              { value: "today", label: t("checkins.today") },
              { value: "yesterday", label: t("checkins.yesterday") },
            ]}
            chosen={[which]}
            onTurn={turn}
          />
          <Form key={day} answers={answers} keys={keys} onChange={change} />
        </div>
      )}
      <Foot raised>
        <Save answers={answers} onSave={submit} />
      </Foot>
    </Page>
  );
}

interface FormProps {
  answers: Answers;
  keys: readonly string[];
  onChange: (next: Partial<Answers>) => void;
}

function Form({ answers, keys, onChange }: FormProps) {
  return (
    <>
      <Scale
        label={t("checkins.mood")}
        value={answers.mood}
        onValue={(mood) => onChange({ mood })}
        onClear={() => onChange({ mood: null })}
        low={t("checkins.mood_low")}
        high={t("checkins.mood_high")}
      />
      <div class="stack daily-part">
        <Scale
          label={t("checkins.hours")}
          hint={t("checkins.hours_hint")}
          value={answers.sleep_hours}
          onValue={(sleep_hours) => onChange({ sleep_hours })}
          onClear={() => onChange({ sleep_hours: null })}
          more
        />
        <Scale
          label={t("checkins.quality")}
          value={answers.sleep_quality}
          onValue={(sleep_quality) => onChange({ sleep_quality })}
          onClear={() => onChange({ sleep_quality: null })}
          low={t("checkins.quality_low")}
          high={t("checkins.quality_high")}
          top={5}
        />
      </div>
      <Urges urges={answers.urges} keys={keys} onUrges={(urges) => onChange({ urges })} />
      <div class="daily-part">
        <Slot
          place="skills"
          props={{ chosen: answers.skills, onChosen: (skills: string[]) => onChange({ skills }) }}
        />
      </div>
      <div class="stack daily-part">
        <Slot place="writing" props={{ text: answers.note, place: "checkins" }} />
        <Field
          label={t("checkins.note")}
          hint={t("checkins.note_hint")}
          value={answers.note}
          onValue={(note) => onChange({ note })}
          maxLength={1000}
          lines
        />
      </div>
    </>
  );
}

interface UrgesProps {
  urges: Record<string, number>;
  keys: readonly string[];
  onUrges: (urges: Record<string, number>) => void;
}

function Urges({ urges, keys, onUrges }: UrgesProps) {
  const asked = keys.flatMap((key) => ({ key, words: wordsOf(key) })).filter(({ words }) => words);
  if (asked.length === 0) return null;
  return (
    <section class="stack daily-part" aria-labelledby="daily-urges">
      <div>
        <h2 id="daily-urges">{t("checkins.urges")}</h2>
        <p class="quiet-text label-text">{t("checkins.urges_hint")}</p>
      </div>
      {asked.map(({ key, words }) => (
        <Scale
          key={key}
          label={words}
          value={urges[key] ?? null}
          onValue={(value) => onUrges({ ...urges, [key]: value })}
          onClear={() =>
            onUrges(Object.fromEntries(Object.entries(urges).filter(([other]) => other !== key)))
          }
          top={5}
        />
      ))}
    </section>
  );
}

function Save({ answers, onSave }: { answers: Answers; onSave: () => void }) {
  const [empty, setEmpty] = useState(false);
  const nothing = isEmpty(answers);
  return (
    <>
      {empty && nothing && <FieldError>{t("checkins.nothing")}</FieldError>}
      <Button wide onClick={() => (nothing ? setEmpty(true) : onSave())}>
        {t("checkins.save")}
      </Button>
    </>
  );
}
