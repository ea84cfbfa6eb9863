/** The patient's own notes, newest first, under what has helped most. Nothing here counts days. */
import { useEffect, useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { drop, retry } from "../../kernel/outbox";
import { asProblem, type Problem } from "../../kernel/problem";
import { minute } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Chip } from "../../ui/Chip";
import { FieldError } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { RowList } from "../../ui/RowList";
import { Empty, problemWords, Ready } from "../../ui/States";
import { type Entry, takeBack, waitingNotes } from "./actions";
import { EntryRow } from "./EntryRow";
import { HelpedCard } from "./Helped";
import { WithSkills } from "./Library";
import { useMine } from "./mine";
import { entriesOf, Older } from "./Older";
import type { Skill } from "./skills";
import "./practice.css";

export default function Notes() {
  const { patient = "", asked: mine } = useMine();
  const found = useAsk(() => entriesOf(patient), {
    keep: "practice-notes",
    on: ["practice."],
    deps: [patient],
  });
  const waiting = waitingNotes();
  return (
    <Page title={t("practice.notes")} back="/practice" tab={t("practice.title")}>
      <WithSkills>
        {(skills) => (
          <div class="stack">
            {mine.data && <HelpedCard helped={mine.data.helped} skills={skills} />}
            {waiting.length > 0 && <Waiting skills={skills} />}
            <Ready
              of={found}
              empty={({ entries }) =>
                entries.length === 0 && waiting.length === 0 && <Empty>{t("practice.notes_none")}</Empty>
              }
            >
              {(page) => (
                <Older patient={patient} first={page}>
                  {(rows) =>
                    rows.length > 0 && (
                      <RowList label={t("practice.notes")}>
                        {rows.map((entry) => (
                          <Own key={entry.id} entry={entry} skills={skills} />
                        ))}
                      </RowList>
                    )
                  }
                </Older>
              )}
            </Ready>
          </div>
        )}
      </WithSkills>
    </Page>
  );
}

function Waiting({ skills }: { skills: Skill[] }) {
  return (
    <RowList label={t("ui.waiting")}>
      {waitingNotes().map(({ id, failed, note }) => (
        <EntryRow
          key={id}
          entry={note}
          skills={skills}
          end={<Chip icon="clock">{t(failed ? "ui.not_sent" : "ui.waiting")}</Chip>}
        >
          {failed && (
            <Button kind="second" pill onClick={() => retry(id)}>
              {t("ui.try_again")}
            </Button>
          )}
          <Button kind="quiet" pill onClick={() => drop(id)}>
            {t("practice.undo")}
          </Button>
        </EntryRow>
      ))}
    </RowList>
  );
}

function Own({ entry, skills }: { entry: Entry; skills: Skill[] }) {
  const [gone, setGone] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => setGone(false), [entry.id]);
  if (gone) return null;
  const may = Date.parse(entry.take_back_until) > minute.value.getTime();
  const undo = () => {
    takeBack(entry.id).then(
      () => {
        setGone(true);
        announce(t("practice.undone"));
      },
      (error) => setProblem(asProblem(error)),
    );
  };
  return (
    <EntryRow entry={entry} skills={skills}>
      {may && (
        <Button kind="quiet" pill onClick={undo}>
          {t("practice.undo")}
        </Button>
      )}
      {problem && <FieldError>{problemWords(problem)}</FieldError>}
    </EntryRow>
  );
}
