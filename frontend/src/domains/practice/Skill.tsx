/**
 * One skill: its card with the steps to read, the guided practice, and the note after it. The three are one
 * place with `?at=`, so that Back goes from each to the one before.
 */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { FieldError } from "../../ui/Field";
import { Foot, Page } from "../../ui/Page";
import { Scale } from "../../ui/Scale";
import { Empty } from "../../ui/States";
import { chooseCards } from "./actions";
import { Guide } from "./Guide";
import { WithSkills } from "./Library";
import { Log } from "./Log";
import { useMine } from "./mine";
import type { Skill } from "./skills";
import "./practice.css";

const MOST_CARDS = 5;

export default function SkillPlace({ skill: key }: { skill: string }) {
  return (
    <WithSkills>
      {(skills) => {
        const skill = skills.find((one) => one.key === key);
        return skill ? <One key={key} skill={skill} /> : <Missing />;
      }}
    </WithSkills>
  );
}

function Missing() {
  return (
    <Page title={t("practice.title")} back="/practice/now">
      <Empty>{t("practice.missing")}</Empty>
    </Page>
  );
}

function One({ skill }: { skill: Skill }) {
  const { query, path, route } = useLocation();
  const { patient, cards } = useMine();
  const [before, setBefore] = useState<number | null>(null);
  const from = query.from === "now" || !patient ? "/practice/now" : "/practice";
  const card = `${path}${query.from ? `?from=${query.from}` : ""}`;
  const go = (at: string, instead = false) => {
    route(`${path}?at=${at}${query.from ? `&from=${query.from}` : ""}`, instead);
    scrollTo({ top: 0 });
  };
  if (query.at === "guide") {
    return (
      <Page key="guide" title={skill.title} back={card} tab={t("practice.title")}>
        <Guide skill={skill} onEnd={() => go(patient ? "log" : "end", true)} />
      </Page>
    );
  }
  if (query.at === "end" || (query.at === "log" && !patient)) {
    return <Ended skill={skill} back={from} onAgain={() => go("guide", true)} />;
  }
  if (query.at === "log" && patient) {
    return <Log key="log" skill={skill} patient={patient} before={before} back={card} />;
  }
  return (
    <Page key="card" title={skill.title} under={skill.line} back={from} tab={t("practice.title")}>
      <div class="stack">
        {skill.note && (
          <Card tone="plain">
            <p class="label-text">{skill.note}</p>
          </Card>
        )}
        {patient && (
          <Scale
            label={t("practice.strong_now")}
            hint={t("practice.strong_skip")}
            value={before}
            onValue={setBefore}
            low={t("practice.low")}
            high={t("practice.high")}
          />
        )}
        <Card label={t("practice.steps")}>
          <h2>{t("practice.steps")}</h2>
          <ol class="practice-transcript">
            {skill.steps.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </Card>
        {patient && (
          <div class="practice-acts">
            <Pin skill={skill} patient={patient} cards={cards} />
            <Button kind="quiet" onClick={() => go("log")}>
              {t("practice.note_it")}
            </Button>
          </div>
        )}
      </div>
      <Foot>
        <Button wide onClick={() => go("guide")}>
          {t("practice.start")}
        </Button>
      </Foot>
    </Page>
  );
}

/** For who is not signed in: nothing to note, a moment to settle. */
function Ended({ skill, back, onAgain }: { skill: Skill; back: string; onAgain: () => void }) {
  return (
    <Page key="end" title={t("practice.finished")} under={t("practice.finished_under")} back={back}>
      <div class="stack tight">
        <Button wide href={back}>
          {t("practice.close")}
        </Button>
        <Button kind="second" wide onClick={onAgain} label={`${t("practice.again")}: ${skill.title}`}>
          {t("practice.again")}
        </Button>
      </div>
    </Page>
  );
}

function Pin({ skill, patient, cards }: { skill: Skill; patient: string; cards: string[] }) {
  const [full, setFull] = useState(false);
  const on = cards.includes(skill.key);
  const toggle = () => {
    if (!on && cards.length >= MOST_CARDS) return setFull(true);
    setFull(false);
    chooseCards(patient, on ? cards.filter((key) => key !== skill.key) : [...cards, skill.key]);
    announce(t(on ? "practice.unpin_aloud" : "practice.pin_aloud", { skill: skill.title }));
  };
  return (
    <>
      <Button kind="second" pill icon={on ? "tick" : "plus"} onClick={toggle}>
        {t(on ? "practice.pinned" : "practice.pin")}
      </Button>
      {full && <FieldError>{t("practice.too_many_cards", { n: MOST_CARDS })}</FieldError>}
    </>
  );
}
