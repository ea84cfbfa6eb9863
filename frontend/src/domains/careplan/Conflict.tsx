/** Somebody saved this goal first. Nothing written here is lost: what differs is shown, and one decides. */
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import type { Goal } from "./actions";
import { type Draft, draftOf } from "./draft";

const FIELDS = [
  "title",
  "why",
  "problem",
  "objective",
  "clinical_problem",
  "clinical_goal",
  "clinical_objective",
] as const;

interface Props {
  newest: Goal;
  draft: Draft;
  onSettle: (newest: Goal, mine: boolean) => void;
}

export function Conflict({ newest, draft, onSettle }: Props) {
  const theirs = draftOf(newest);
  const differ = FIELDS.filter((name) => theirs[name] !== draft[name]);
  return (
    <Card tone="plain" label={t("careplan.conflict")}>
      <div class="stack tight" role="alert">
        <h2>{t("careplan.conflict")}</h2>
        <p>{t("careplan.conflict_under")}</p>
        <dl class="plan-about">
          {differ.map((name) => (
            <div key={name}>
              <dt>{t("careplan.conflict_newest", { field: t(`careplan.field_${name}`) })}</dt>
              <dd>{theirs[name] || t("careplan.conflict_empty")}</dd>
            </div>
          ))}
        </dl>
        <div class="plan-acts">
          <Button kind="second" onClick={() => onSettle(newest, true)}>
            {t("careplan.conflict_mine")}
          </Button>
          <Button kind="second" onClick={() => onSettle(newest, false)}>
            {t("careplan.conflict_theirs")}
          </Button>
        </div>
      </div>
    </Card>
  );
}
