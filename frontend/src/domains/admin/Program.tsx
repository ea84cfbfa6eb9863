/** One program: its facts, tracks, team hours and closed days. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Sheet } from "../../ui/Dialog";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { AnswerTimes } from "./AnswerTimes";
import { type Program as Data, loadSetting, type Setting, type Track } from "./actions";
import { ClosedDays } from "./ClosedDays";
import { Hours } from "./Hours";
import { ProgramForm } from "./ProgramForm";
import { TrackForm } from "./TrackForm";
import { wall, zoneName } from "./words";
import "./admin.css";

export default function Program({ id }: { id: string }) {
  const asked = useAsk(() => loadSetting(id), { on: ["programs.program"], deps: [id] });
  const title = asked.data?.program.name ?? t("admin.settings");
  return (
    <Page title={title} back="/admin" tab={t("admin.settings")} width="broad">
      <Ready of={asked}>
        {(setting) => (
          <div class="admin-columns">
            <div class="admin-column">
              <Facts program={setting.program} again={asked.again} />
              <Tracks setting={setting} again={asked.again} />
            </div>
            <div class="admin-column">
              <Hours setting={setting} again={asked.again} />
              <ClosedDays setting={setting} again={asked.again} />
              <AnswerTimes program={setting.program.id} />
            </div>
          </div>
        )}
      </Ready>
    </Page>
  );
}

function Facts({ program, again }: { program: Data; again: () => void }) {
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    again();
  };
  const line = program.crisis_phone
    ? program.crisis_from && program.crisis_until
      ? t("admin.crisis_hours", {
          phone: program.crisis_phone,
          from: wall(program.crisis_from),
          until: wall(program.crisis_until),
        })
      : program.crisis_phone
    : t("admin.no_line");
  return (
    <Card label={t("admin.settings")} class="admin-card">
      {!program.is_active && <Chip>{t("admin.paused")}</Chip>}
      <dl class="admin-facts">
        <Fact name={t("admin.address")} value={program.address || t("admin.no_address")} />
        <Fact name={t("admin.timezone")} value={zoneName(program.timezone)} />
        <Fact name={t("admin.minimum")} value={t("admin.minimum_line", { n: program.minimum_hours })} />
        <Fact name={t("admin.crisis_phone")} value={line} />
      </dl>
      <Button kind="second" wide onClick={() => setOpen(true)}>
        {t("admin.change_program")}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("admin.change_program")}>
        <ProgramForm program={program} onDone={close} />
      </Sheet>
    </Card>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Tracks({ setting, again }: { setting: Setting; again: () => void }) {
  const [chosen, setChosen] = useState<Track | "new" | null>(null);
  const done = () => {
    setChosen(null);
    again();
  };
  return (
    <Section title={t("admin.tracks")}>
      {setting.tracks.length === 0 ? (
        <Empty>{t("admin.no_tracks")}</Empty>
      ) : (
        <RowList label={t("admin.tracks")}>
          {setting.tracks.map((track) => (
            <Row
              key={track.id}
              title={track.name}
              second={t("admin.track_line", {
                part: t(`admin.part_${track.part_of_day}`),
                n: track.capacity,
              })}
              end={!track.is_active && <Chip>{t("admin.closed_track")}</Chip>}
              onClick={() => setChosen(track)}
            />
          ))}
        </RowList>
      )}
      <div>
        <Button kind="second" icon="plus" onClick={() => setChosen("new")}>
          {t("admin.add_track")}
        </Button>
      </div>
      <Sheet
        open={chosen !== null}
        onClose={() => setChosen(null)}
        title={t(chosen === "new" ? "admin.add_track" : "admin.change_track")}
      >
        <TrackForm program={setting.program.id} track={chosen === "new" ? null : chosen} onDone={done} />
      </Sheet>
    </Section>
  );
}
