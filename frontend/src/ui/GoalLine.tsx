/** A goal's ratings, 0 to 10, by week: you solid, the team dashed; the same as text and as a table. */
import { t } from "../kernel/i18n";
import "./GoalLine.css";

export interface Rating {
  week: number;
  you: number | null;
  team: number | null;
}

const TOP = 10;
/** Labels at the end keep this much of the height apart. */
const APART = 2;

type Who = "you" | "team";

function pointsOf(ratings: Rating[], who: Who): string {
  const last = Math.max(1, ratings.length - 1);
  return ratings
    .map((rating, at) => ({ x: (at / last) * 100, value: rating[who] }))
    .filter((point) => point.value !== null)
    .map(({ x, value }) => `${x},${100 - ((value ?? 0) / TOP) * 100}`)
    .join(" ");
}

function endOf(ratings: Rating[], who: Who): { x: number; value: number } | null {
  const last = Math.max(1, ratings.length - 1);
  for (let at = ratings.length - 1; at >= 0; at -= 1) {
    const value = ratings[at]?.[who];
    if (value !== null && value !== undefined) return { x: (at / last) * 100, value };
  }
  return null;
}

/** Where the two labels stand: at their values, pushed apart where they would touch. */
function labelHeights(you: number | undefined, team: number | undefined): Record<Who, number> {
  const heights = { you: you ?? 0, team: team ?? 0 };
  if (you === undefined || team === undefined) return heights;
  const short = APART - Math.abs(you - team);
  if (short <= 0) return heights;
  const sign = you >= team ? 1 : -1;
  return { you: you + (sign * short) / 2, team: team - (sign * short) / 2 };
}

const height = (value: number) => `${100 - (value / TOP) * 100}%`;

export function GoalLine({ ratings, label }: { ratings: Rating[]; label: string }) {
  const you = endOf(ratings, "you");
  const team = endOf(ratings, "team");
  const at = labelHeights(you?.value, team?.value);
  const free = (edge: number) =>
    [you && at.you, team && at.team].every(
      (taken) => taken === null || Math.abs(taken - edge) >= APART * 0.8,
    );
  return (
    <figure>
      <div class="goal-plot" role="img" aria-label={`${label}. ${spoken(ratings)}`}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" fill="none" aria-hidden="true">
          <path class="goal-grid" d="M0 0H100M0 50H100M0 100H100" vector-effect="non-scaling-stroke" />
          <polyline class="goal-team" points={pointsOf(ratings, "team")} vector-effect="non-scaling-stroke" />
          <polyline class="goal-you" points={pointsOf(ratings, "you")} vector-effect="non-scaling-stroke" />
        </svg>
        {team && <span class="goal-end team" style={{ left: `${team.x}%`, top: height(team.value) }} />}
        {you && <span class="goal-end" style={{ left: `${you.x}%`, top: height(you.value) }} />}
        {free(TOP) && <EndLabel at={TOP}>{TOP}</EndLabel>}
        {you && (
          <EndLabel at={at.you} who="you">
            {t("ui.line_you", { value: you.value })}
          </EndLabel>
        )}
        {team && (
          <EndLabel at={at.team} who="team">
            {t("ui.line_team", { value: team.value })}
          </EndLabel>
        )}
        {free(0) && <EndLabel at={0}>0</EndLabel>}
      </div>
      <div class="goal-axis" aria-hidden="true">
        <span>{ratings[0] && t("ui.line_week", { n: ratings[0].week })}</span>
        <span>{ratings.length > 1 && t("ui.line_week", { n: ratings.at(-1)?.week ?? 0 })}</span>
      </div>
      <Table ratings={ratings} />
    </figure>
  );
}

function EndLabel({ at, who, children }: { at: number; who?: Who; children: preact.ComponentChildren }) {
  return (
    <span class={who ? `goal-label ${who}` : "goal-label"} style={{ top: height(at) }}>
      {children}
    </span>
  );
}

function shown(value: number | null): string {
  return value === null ? t("ui.line_none") : String(value);
}

function spoken(ratings: Rating[]): string {
  return ratings
    .map(({ week, you, team }) =>
      [
        t("ui.line_week", { n: week }),
        t("ui.line_you", { value: shown(you) }),
        t("ui.line_team", { value: shown(team) }),
      ].join(", "),
    )
    .join(". ");
}

function Table({ ratings }: { ratings: Rating[] }) {
  return (
    <details class="goal-table">
      <summary>{t("ui.line_table")}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("ui.line_head_week")}</th>
            <th scope="col">{t("ui.line_head_you")}</th>
            <th scope="col">{t("ui.line_head_team")}</th>
          </tr>
        </thead>
        <tbody>
          {ratings.map(({ week, you, team }) => (
            <tr key={week}>
              <th scope="row">{week}</th>
              <td>{shown(you)}</td>
              <td>{shown(team)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
