/** One session: a row a person, three marks of 44 px, and how many are left. Ten people in under a minute. */
import { useEffect, useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { setDirty } from "../../kernel/dirty";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { asProblem, type Problem } from "../../kernel/problem";
import { dayShort, minute, span } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { FieldError } from "../../ui/Field";
import { Icon, type IconName } from "../../ui/Icon";
import { Foot, Page } from "../../ui/Page";
import { problemWords, Ready } from "../../ui/States";
import { More } from "./MarkSheet";
import {
  changed,
  leftToMark,
  type Mark,
  type Marks,
  markOf,
  type Person,
  type Sheet,
  toggled,
} from "./sheet";
import { minutesUntil, said, where } from "./words";
import "../../ui/RowList.css";
import "./DaySheet.css";

export default function DaySheet({ id }: { id: string }) {
  const params = { path: { session_id: id } };
  const sheet = useAsk(() => take(api.GET("/api/v1/sessions/{session_id}/attendance", { params })), {
    on: ["schedule.", "programs.patient_renamed"],
    deps: [id],
  });
  const found = sheet.data;
  return (
    <Page
      title={found ? said(found.title) : t("daysheet.title")}
      under={
        found &&
        [span(found.starts_at, found.ends_at), where(found), t("daysheet.people", { n: found.people.length })]
          .filter(Boolean)
          .join(", ")
      }
      over={found && dayShort(found.starts_at)}
      back="/groups"
      width="broad"
    >
      <Ready of={sheet}>{(data) => <Marking key={id} sheet={data} again={sheet.again} />}</Ready>
    </Page>
  );
}

function Marking({ sheet, again }: { sheet: Sheet; again: () => void }) {
  const [marks, setMarks] = useState<Marks>({});
  const [more, setMore] = useState<Person | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const todo = changed(sheet, marks);
  const left = leftToMark(sheet, marks);
  useEffect(() => {
    setDirty("daysheet", todo.length > 0);
    return () => setDirty("daysheet", false);
  }, [todo.length]);

  const save = async () => {
    if (todo.length === 0) return announce(t("daysheet.nothing_new"));
    setBusy(true);
    setProblem(null);
    try {
      const params = { path: { session_id: sheet.session_id } };
      await take(api.POST("/api/v1/sessions/{session_id}/attendance", { params, body: { marks: todo } }));
      setMarks({});
      announce(t("daysheet.saved"));
      again();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const early = minutesUntil(sheet.starts_at, minute.value) > 30;
  return (
    <>
      <div class="daysheet">
        <div>
          <div class="daysheet-heads" aria-hidden="true">
            {HEADS.map(({ label }) => (
              <span key={label}>{t(label)}</span>
            ))}
          </div>
          <ul class="row-list">
            {sheet.people.map((person) => (
              <PersonRow
                key={person.patient_id}
                person={person}
                marks={marks}
                onMark={(state) => setMarks((before) => toggled(person, before, state))}
                onMore={() => setMore(person)}
              />
            ))}
          </ul>
        </div>
        <Huddle sheet={sheet} />
      </div>
      {sheet.leads && sheet.kind === "group" && (
        <Button kind="second" icon="message" href={`/tell/group/${sheet.session_id}`}>
          {t("daysheet.tell")}
        </Button>
      )}
      {problem && <FieldError>{problemWords(problem)}</FieldError>}
      <Foot raised>
        {early || (left === 0 && todo.length === 0) ? (
          <p class="quiet-text label-text">{t(early ? "daysheet.too_early" : "daysheet.all_marked_under")}</p>
        ) : (
          <Button wide onClick={() => void save()} busy={busy && t("ui.saving")}>
            {left > 0 ? t("daysheet.save_left", { n: left }) : t("daysheet.save")}
          </Button>
        )}
      </Foot>
      <More
        person={more}
        length={sheet.minutes}
        onClose={() => setMore(null)}
        onMark={(state, minutes) => {
          if (more) setMarks((before) => toggled(more, before, state, minutes));
          setMore(null);
        }}
      />
    </>
  );
}

const HEADS: { state: Mark; label: string; icon: IconName }[] = [
  { state: "here", label: "daysheet.here", icon: "tick" },
  { state: "late", label: "daysheet.late", icon: "clock" },
  { state: "absent", label: "daysheet.absent", icon: "cross" },
];

interface RowProps {
  person: Person;
  marks: Marks;
  onMark: (state: Mark) => void;
  onMore: () => void;
}

function PersonRow({ person, marks, onMark, onMore }: RowProps) {
  const mark = markOf(person, marks);
  return (
    <li class="daysheet-row">
      <div class="daysheet-who">
        <button
          type="button"
          class="daysheet-name"
          onClick={onMore}
          aria-label={t("daysheet.more_of", { name: person.name })}
        >
          {person.name}
        </button>
        <Note person={person} mark={mark} />
      </div>
      <fieldset class="marks" aria-label={person.name}>
        {HEADS.map(({ state, label, icon }) => (
          <button
            key={state}
            type="button"
            aria-pressed={mark === state}
            aria-label={t("daysheet.mark", { name: person.name, mark: t(label) })}
            onClick={() => onMark(state)}
          >
            <Icon name={icon} />
          </button>
        ))}
      </fieldset>
    </li>
  );
}

const FLAGS: Record<string, { tone: "safety" | "due" | "done" | "fact"; icon: IconName }> = {
  safety: { tone: "safety", icon: "shield" },
  clay: { tone: "due", icon: "warning" },
  done: { tone: "done", icon: "plus" },
  fact: { tone: "fact", icon: "flag" },
};

/** One note a person: what they said today, else a mark that has no button, else the flag. */
function Note({ person, mark }: { person: Person; mark: Mark }) {
  if (mark === "excused" || mark === "left_early") return <Chip icon="page">{t(`daysheet.${mark}`)}</Chip>;
  const { says, late_minutes, reason } = person.mine;
  if (says) {
    const words =
      says === "late" && late_minutes !== null
        ? t("daysheet.says_late_minutes", { n: late_minutes })
        : t(`daysheet.says_${says}`);
    return <span class="daysheet-note">{reason ? t("daysheet.says_why", { words, reason }) : words}</span>;
  }
  const flag = person.flag && FLAGS[person.flag.kind];
  if (!person.flag || !flag) return null;
  return (
    <Chip tone={flag.tone} icon={flag.icon}>
      {said(person.flag.title)}
    </Chip>
  );
}

/** Laptop: what to know before the group begins, one line a person. */
function Huddle({ sheet }: { sheet: Sheet }) {
  const notes = sheet.people.filter(({ flag, mine }) => flag || mine.says);
  if (notes.length === 0) return null;
  return (
    <div class="daysheet-side">
      <Card>
        <h2>{t("daysheet.huddle")}</h2>
        <ul class="stack tight">
          {notes.map((person) => (
            <li key={person.patient_id}>
              <b>{person.name}</b>{" "}
              {person.mine.says ? t(`daysheet.says_${person.mine.says}`) : said(person.flag?.title)}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
