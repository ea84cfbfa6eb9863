/** Who is off and who covers: one's own days, for a lead or administrator everyone's. */
import { useState } from "preact/hooks";
import { useAsk } from "../../../kernel/ask";
import { t } from "../../../kernel/i18n";
import { announce } from "../../../kernel/live";
import { asProblem, type Problem } from "../../../kernel/problem";
import { date } from "../../../kernel/time";
import { Button } from "../../../ui/Button";
import { Sheet } from "../../../ui/Dialog";
import { FieldError } from "../../../ui/Field";
import { OneOf } from "../../../ui/OneOf";
import { Page } from "../../../ui/Page";
import { Face, Row, RowList } from "../../../ui/RowList";
import { Empty, problemWords, Ready } from "../../../ui/States";
import { AwayForm } from "./AwayForm";
import { type Coverage, type Away as Days, endAway, loadCoverage, loadPrograms } from "./actions";

export default function Away() {
  const programs = useAsk(loadPrograms);
  return (
    <Page title={t("away.title")} under={t("away.under")} back="/more">
      <Ready
        of={programs}
        empty={(found) => found.programs.length === 0 && <Empty>{t("away.no_program")}</Empty>}
      >
        {(found) => (
          <OneOf label={t("away.program")} rows={found.programs}>
            {(id) => <Program key={id} id={id} />}
          </OneOf>
        )}
      </Ready>
    </Page>
  );
}

function Program({ id }: { id: string }) {
  const asked = useAsk(() => loadCoverage(id), { on: ["programs.staff_away"], deps: [id] });
  const [adding, setAdding] = useState(false);
  const done = () => {
    setAdding(false);
    asked.again();
    announce(t("away.saved"));
  };
  return (
    <Ready of={asked}>
      {(coverage) => (
        <div class="stack">
          {coverage.away.length === 0 ? (
            <Empty>{t("away.none")}</Empty>
          ) : (
            <RowList label={t("away.title")}>
              {coverage.away.map((row) => (
                <Off key={row.id} row={row} coverage={coverage} again={asked.again} />
              ))}
            </RowList>
          )}
          {choices(coverage).length > 0 && (
            <Button icon="plus" wide onClick={() => setAdding(true)}>
              {t("away.add")}
            </Button>
          )}
          {coverage.may_manage && (
            <RowList label={t("away.more")}>
              <Row
                href="/reply-times"
                icon="clock"
                title={t("away.reply_times")}
                second={t("away.reply_times_second")}
              />
            </RowList>
          )}
          <Sheet open={adding} onClose={() => setAdding(false)} title={t("away.add")}>
            <AwayForm coverage={coverage} people={choices(coverage)} onDone={done} />
          </Sheet>
        </div>
      )}
    </Ready>
  );
}

/** For whom this reader may plan days off. */
function choices({ people, may_manage }: Coverage) {
  return people.filter(({ mine }) => mine || may_manage);
}

function Off({ row, coverage, again }: { row: Days; coverage: Coverage; again: () => void }) {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const runs = row.starts_on <= coverage.today;
  const end = async () => {
    setBusy(true);
    try {
      await endAway(row.id);
      announce(t("away.ended"));
      again();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <Row
      mark={<Face name={row.name} />}
      title={row.name}
      second={
        <>
          <span>{daysOf(row)}</span>
          <br />
          <span>{row.cover_name ? t("away.covers", { name: row.cover_name }) : t("away.team_covers")}</span>
          {problem && <FieldError>{problemWords(problem)}</FieldError>}
        </>
      }
      end={
        row.may_change && (
          <Button kind="quiet" pill busy={busy && t("away.ending")} onClick={() => void end()}>
            {t(runs ? "away.back_now" : "away.cancel")}
          </Button>
        )
      }
    />
  );
}

function daysOf({ starts_on, ends_on }: Days): string {
  const first = date(`${starts_on}T12:00:00`);
  if (starts_on === ends_on) return t("away.one_day", { day: first });
  return t("away.days", { first, last: date(`${ends_on}T12:00:00`) });
}
