/** How soon questions are answered, by topic, and whether every open conversation has somebody. Numbers only. */
import { useState } from "preact/hooks";
import type { components } from "../../../api/schema";
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { number, t } from "../../../kernel/i18n";
import { dayKey, moment, now } from "../../../kernel/time";
import { Card, Section } from "../../../ui/Card";
import { Field, SelectPill } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { OneOf } from "../../../ui/OneOf";
import { Page } from "../../../ui/Page";
import { Cannot, Empty, Ready } from "../../../ui/States";
import { length } from "../inbox/clock";
import { topicWord } from "../words";
import "./replies.css";

type Report = components["schemas"]["ReplyReport"];
type Line = components["schemas"]["ReplyLine"];
type Check = components["schemas"]["OwnerCheck"];

const FOUR_WEEKS = 28 * 86_400_000;

export default function ReplyTimes() {
  const programs = useAsk(() => take(api.GET("/api/v1/programs")));
  return (
    <Page title={t("replies.title")} under={t("replies.under")} back="/away" width="broad">
      <Ready
        of={programs}
        empty={(found) => found.programs.length === 0 && <Empty>{t("replies.no_program")}</Empty>}
      >
        {(found) => (
          <OneOf label={t("replies.program")} rows={found.programs} wide>
            {(id) => <Program key={id} id={id} />}
          </OneOf>
        )}
      </Ready>
    </Page>
  );
}

function Program({ id }: { id: string }) {
  const [since, setSince] = useState(() => dayKey(new Date(now().getTime() - FOUR_WEEKS)));
  const [until, setUntil] = useState(() => dayKey(now()));
  const [track, setTrack] = useState("");
  const path = { program_id: id };
  const query = { since, until, ...(track && { track }) };
  const report = useAsk(
    () => take(api.GET("/api/v1/programs/{program_id}/reply-report", { params: { path, query } })),
    { deps: [id, since, until, track] },
  );
  const check = useAsk(
    () => take(api.GET("/api/v1/programs/{program_id}/owner-check", { params: { path } })),
    {
      deps: [id],
    },
  );
  const tracks = report.data?.tracks ?? [];
  // What is not shared with somebody is said once.
  if (check.problem?.code === "not_found") return <Cannot problem={check.problem} />;
  return (
    <>
      <Ready of={check}>{(found) => <Owners check={found} />}</Ready>
      <div class="replies-span">
        <Field label={t("replies.since")} type="date" value={since} max={until} onValue={setSince} />
        <Field label={t("replies.until")} type="date" value={until} min={since} onValue={setUntil} />
        {tracks.length > 0 && (
          <div>
            <SelectPill
              label={t("replies.track")}
              value={track}
              options={[
                { value: "", label: t("replies.all_tracks") },
                ...tracks.map((row) => ({ value: row.id, label: row.name })),
              ]}
              onValue={setTrack}
            />
          </div>
        )}
      </div>
      <Ready of={report}>{(found) => <Numbers report={found} />}</Ready>
    </>
  );
}

function Owners({ check }: { check: Check }) {
  if (!check.at) return <Card label={t("replies.owners")}>{t("replies.not_checked")}</Card>;
  const alone = check.alone ?? 0;
  return (
    <Card label={t("replies.owners")} class="replies-owners">
      <Icon name={alone ? "warning" : "tick"} />
      <div>
        <p>
          <b>
            {alone ? t("replies.alone", { n: alone }) : t("replies.all_owned", { n: check.threads ?? 0 })}
          </b>
        </p>
        <p class="quiet-text label-text">{t("replies.checked", { time: moment(check.at) })}</p>
        {check.mended_at && (
          <p class="quiet-text label-text">{t("replies.mended", { time: moment(check.mended_at) })}</p>
        )}
      </div>
    </Card>
  );
}

function Numbers({ report }: { report: Report }) {
  const longest = Math.max(
    1,
    ...report.topics.map((line) => Math.max(line.slowest_tenth ?? 0, line.promised ?? 0)),
  );
  return (
    <Section title={t("replies.by_topic")}>
      <p class="quiet-text">{t("replies.now", { n: report.waiting, late: report.late })}</p>
      <ul class="replies" aria-label={t("replies.by_topic")}>
        <Topic line={report.total} longest={longest} name={t("replies.all")} />
        {report.topics.map((line) => (
          <Topic
            key={line.topic}
            line={line}
            longest={longest}
            name={line.topic ? topicWord(line.topic) : ""}
          />
        ))}
      </ul>
      <p class="quiet-text label-text">{t("replies.how")}</p>
    </Section>
  );
}

function Topic({ line, longest, name }: { line: Line; longest: number; name: string }) {
  const share = (minutes: number) => `${Math.round((100 * minutes) / longest)}%`;
  const facts: [string, string][] = line.few
    ? []
    : [
        [t("replies.median"), length(line.median ?? 0)],
        [t("replies.slowest_tenth"), length(line.slowest_tenth ?? 0)],
        [t("replies.kept"), t("replies.percent", { n: Math.round(100 * (line.kept ?? 0)) })],
        [t("replies.answered"), number(line.answered ?? 0)],
      ];
  return (
    <li class="replies-line">
      <div class="replies-head">
        <h3>{name}</h3>
        {line.promised !== null && (
          <span class="quiet-text">{t("replies.promised", { time: length(line.promised) })}</span>
        )}
      </div>
      {line.few ? (
        <p class="quiet-text label-text">{t("replies.few")}</p>
      ) : (
        <dl class="replies-facts numbers">
          {facts.map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {!line.few && line.promised !== null && (
        <div class="replies-bar" aria-hidden="true">
          <span class="replies-fill" style={{ inlineSize: share(line.median ?? 0) }} />
          <span class="replies-mark" style={{ insetInlineStart: share(line.promised) }} />
        </div>
      )}
    </li>
  );
}
