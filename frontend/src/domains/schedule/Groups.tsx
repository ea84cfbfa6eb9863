/** The sessions of one day with the people whom I mark. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { clock, dayKey, dayShort, minute, now } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import type { Sheet } from "./sheet";
import { minutesUntil, said, where } from "./words";
import "./Week.css";

const DAY = 86_400_000;
const shifted = (on: string, days: number) =>
  new Date(Date.parse(`${on}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);

export default function Groups() {
  const today = dayKey(now());
  const [on, setOn] = useState(today);
  const sheets = useAsk(() => take(api.GET("/api/v1/day-sheet", { params: { query: { date: on } } })), {
    on: ["schedule.", "programs.patient_renamed"],
    deps: [on],
  });
  return (
    <Page title={t("daysheet.title")} over={dayShort(new Date(`${on}T12:00:00Z`))} tab={t("app.groups")}>
      <div class="stack">
        <Ready of={sheets} empty={(all) => all.length === 0 && <Empty>{t("daysheet.none")}</Empty>}>
          {(all) => (
            <RowList label={t("daysheet.title")}>
              {all.map((sheet) => (
                <Row
                  key={sheet.session_id}
                  href={`/groups/${sheet.session_id}`}
                  mark={<time class="week-time numbers">{clock(sheet.starts_at)}</time>}
                  title={said(sheet.title)}
                  second={
                    <>
                      {[where(sheet), t("daysheet.people", { n: sheet.people.length })]
                        .filter(Boolean)
                        .join(", ")}
                      <span class="week-chips">
                        <Left sheet={sheet} />
                      </span>
                    </>
                  }
                />
              ))}
            </RowList>
          )}
        </Ready>
        <Tracks />
        <nav class="week-turn" aria-label={t("daysheet.other_days")}>
          <Button kind="second" pill icon="back" onClick={() => setOn(shifted(on, -1))}>
            {t("daysheet.day_before")}
          </Button>
          {on !== today && (
            <Button kind="quiet" onClick={() => setOn(today)}>
              {t("schedule.today")}
            </Button>
          )}
          <Button kind="second" pill icon="next" onClick={() => setOn(shifted(on, 1))}>
            {t("daysheet.day_after")}
          </Button>
        </nav>
      </div>
    </Page>
  );
}

/** For who leads a program: words to everyone of a track. Nothing for others, also while it loads. */
function Tracks() {
  const tracks = useAsk(() => take(api.GET("/api/v1/announcements/tracks")), {});
  if (!tracks.data?.length) return null;
  return (
    <Section title={t("daysheet.tell_track")}>
      <RowList label={t("daysheet.tell_track")}>
        {tracks.data.map((track) => (
          <Row key={track.id} icon="message" title={track.name} href={`/tell/track/${track.id}`} />
        ))}
      </RowList>
    </Section>
  );
}

function Left({ sheet }: { sheet: Sheet }) {
  if (sheet.state === "cancelled") return <Chip icon="cross">{t("schedule.cancelled")}</Chip>;
  const left = sheet.people.filter(({ mine }) => mine.attendance === "planned").length;
  if (left === 0) return <Chip tone="done">{t("daysheet.all_marked")}</Chip>;
  if (minutesUntil(sheet.starts_at, minute.value) > 30) return null;
  return <Chip tone="due">{t("daysheet.left", { n: left })}</Chip>;
}
