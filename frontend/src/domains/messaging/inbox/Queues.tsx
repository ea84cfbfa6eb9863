/** Which threads are shown: by whose they are, by risk, topic and track. The counts are the server's. */
import { t } from "../../../kernel/i18n";
import { SelectPill } from "../../../ui/Field";
import { Icon, type IconName } from "../../../ui/Icon";
import { type Counts, TOPICS, type Topic } from "../state";
import { topicWord } from "../words";
import { ALL, type Filter, filterOf, filterWord, QUEUES, type Queue } from "./filters";
import "./queues.css";

const ICONS: Record<Queue | Topic | "risk" | "track", IconName> = {
  team: "inbox",
  mine: "person",
  unassigned: "people",
  mentions: "bell",
  risk: "shield",
  track: "sun",
  schedule: "calendar",
  medication: "pill",
  skills: "pencil",
  paperwork: "page",
  family: "people",
  other: "message",
};

interface QueuesProps {
  counts: Counts | undefined;
  queue: Queue;
  filter: Filter;
  pick: (queue: Queue, filter: Filter) => void;
}

interface Choice {
  icon: IconName;
  word: string;
  count: number | undefined;
  filter: Filter;
}

function risk(counts: Counts | undefined): Choice {
  return { icon: ICONS.risk, word: t("desk.at_risk"), count: counts?.risk, filter: { by: "risk" } };
}

function topics(counts: Counts | undefined): Choice[] {
  return TOPICS.map((topic) => ({
    icon: ICONS[topic],
    word: topicWord(topic),
    count: counts?.topics[topic],
    filter: { by: "topic", topic },
  }));
}

function tracks(counts: Counts | undefined): Choice[] {
  return (counts?.tracks ?? []).map(({ id, name, waiting }) => ({
    icon: ICONS.track,
    word: name,
    count: waiting,
    filter: { by: "track", track: id },
  }));
}

/** In the laptop's rail. */
export function QueueRail({ counts, queue, filter, pick, onKeys }: QueuesProps & { onKeys: () => void }) {
  const rows = (choices: Choice[]) => (
    <ul>
      {choices.map((choice) => (
        <RailRow
          key={filterWord(choice.filter)}
          {...choice}
          current={filterWord(filter) === filterWord(choice.filter)}
          onClick={() => pick("team", choice.filter)}
        />
      ))}
    </ul>
  );
  const byTrack = tracks(counts);
  return (
    <>
      <h2 class="rail-head">{t("desk.inbox")}</h2>
      <ul>
        {QUEUES.map((name) => (
          <RailRow
            key={name}
            icon={ICONS[name]}
            word={t(`desk.queue_${name}`)}
            count={counts?.queues[name]}
            current={filter.by === "all" && queue === name}
            onClick={() => pick(name, ALL)}
          />
        ))}
      </ul>
      {rows([risk(counts)])}
      <h2 class="rail-head">{t("desk.by_topic")}</h2>
      {rows(topics(counts))}
      {byTrack.length > 0 && <h2 class="rail-head">{t("desk.by_track")}</h2>}
      {rows(byTrack)}
      <button type="button" class="rail-row" aria-keyshortcuts="?" onClick={onKeys}>
        <Icon name="key" />
        <span>{t("desk.keys")}</span>
      </button>
    </>
  );
}

interface RailRowProps {
  icon: IconName;
  word: string;
  count: number | undefined;
  current: boolean;
  onClick: () => void;
}

function RailRow({ icon, word, count, current, onClick }: RailRowProps) {
  return (
    <li>
      <button type="button" class="rail-row" aria-pressed={current} onClick={onClick}>
        <Icon name={icon} />
        <span>{word}</span>
        <span class="numbers rail-count">{count || ""}</span>
      </button>
    </li>
  );
}

/** On a phone, over the list: two selects in one row. */
export function QueuePills({ counts, queue, filter, pick }: QueuesProps) {
  const counted = (word: string, n: number | undefined) => (n ? t("desk.counted", { word, n }) : word);
  const options = (choices: Choice[]) =>
    choices.map((choice) => (
      <option key={filterWord(choice.filter)} value={filterWord(choice.filter)}>
        {counted(choice.word, choice.count)}
      </option>
    ));
  const byTrack = tracks(counts);
  return (
    <div class="inbox-pills">
      <SelectPill
        label={t("desk.queue")}
        value={queue}
        options={QUEUES.map((value) => ({
          value,
          label: counted(t(`desk.queue_${value}`), counts?.queues[value]),
        }))}
        onValue={(next) => pick(next as Queue, filter)}
      />
      <span class="select-pill">
        <select
          aria-label={t("desk.show")}
          value={filterWord(filter)}
          onChange={(event) => pick(queue, filterOf(event.currentTarget.value))}
        >
          <option value="all">{t("desk.all_threads")}</option>
          {options([risk(counts)])}
          <optgroup label={t("desk.by_topic")}>{options(topics(counts))}</optgroup>
          {byTrack.length > 0 && <optgroup label={t("desk.by_track")}>{options(byTrack)}</optgroup>}
        </select>
        <Icon name="down" size={18} />
      </span>
    </div>
  );
}
