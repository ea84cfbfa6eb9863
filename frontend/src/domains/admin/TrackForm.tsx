import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Switch } from "../../ui/Choice";
import { Field, Select } from "../../ui/Field";
import { changeTrack, createTrack, type Track, useKey, useTry } from "./actions";
import { Form } from "./Form";
import { parts } from "./words";

interface TrackFormProps {
  program: string;
  /** null: a new one. */
  track: Track | null;
  onDone: () => void;
}

export function TrackForm({ program, track, onDone }: TrackFormProps) {
  const key = useKey();
  const { busy, problem, run } = useTry();
  const [name, setName] = useState(track?.name ?? "");
  const [part, setPart] = useState<Track["part_of_day"]>(track?.part_of_day ?? "morning");
  const [capacity, setCapacity] = useState(String(track?.capacity ?? 12));
  const [active, setActive] = useState(track?.is_active ?? true);
  const body = { name, part_of_day: part, capacity: Number(capacity) };
  const save = () =>
    track
      ? changeTrack(program, track.id, { ...body, is_active: active, version: track.version })
      : createTrack(key, program, body);
  return (
    <Form
      button={t(track ? "admin.save" : "admin.add_track")}
      busyWord={t("admin.saving")}
      busy={busy}
      problem={problem}
      onSubmit={() => void run(save, onDone)}
      onNewest={onDone}
    >
      <Field label={t("admin.name")} value={name} onValue={setName} problem={problem} pointer="/name" />
      <Select
        label={t("admin.part")}
        value={part}
        options={parts()}
        onValue={(value) => setPart(value as Track["part_of_day"])}
      />
      <Field
        label={t("admin.capacity")}
        type="number"
        inputMode="numeric"
        min="1"
        max="60"
        value={capacity}
        onValue={setCapacity}
        problem={problem}
        pointer="/capacity"
      />
      {track && (
        <Switch on={active} onChange={setActive} atEnd>
          {t("admin.track_active")}
        </Switch>
      )}
    </Form>
  );
}
