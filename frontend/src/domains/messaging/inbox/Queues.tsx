/** Which threads are shown: by whose they are and by topic. The counts are the server's. */
import { t } from "../../../kernel/i18n";
import { SelectPill } from "../../../ui/Field";
import { Icon, type IconName } from "../../../ui/Icon";
import { type Counts, TOPICS, type Topic } from "../state";
import { topicWord } from "../words";

export const QUEUES = ["team", "mine", "unassigned"] as const;
export type Queue = (typeof QUEUES)[number];

const ICONS: Record<Queue | Topic, IconName> = {
  team: "inbox",
  mine: "person",
  unassigned: "people",
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
  topic: Topic | null;
  pick: (queue: Queue, topic: Topic | null) => void;
}

/** In the laptop's rail. */
export function QueueRail({ counts, queue, topic, pick }: QueuesProps) {
  return (
    <>
      <h2 class="rail-head">{t("messaging.inbox")}</h2>
      <ul>
        {QUEUES.map((name) => (
          <RailRow
            key={name}
            icon={ICONS[name]}
            word={t(`messaging.queue_${name}`)}
            count={counts?.queues[name]}
            current={topic === null && queue === name}
            onClick={() => pick(name, null)}
          />
        ))}
      </ul>
      <h2 class="rail-head">{t("messaging.by_topic")}</h2>
      <ul>
        {TOPICS.map((name) => (
          <RailRow
            key={name}
            icon={ICONS[name]}
            word={topicWord(name)}
            count={counts?.topics[name]}
            current={topic === name}
            onClick={() => pick("team", name)}
          />
        ))}
      </ul>
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

/** On a phone, over the list. */
export function QueuePills({ counts, queue, topic, pick }: QueuesProps) {
  const counted = (word: string, n: number | undefined) => (n ? t("messaging.counted", { word, n }) : word);
  return (
    <div class="inbox-pills">
      <SelectPill
        label={t("messaging.queue")}
        value={queue}
        options={QUEUES.map((value) => ({
          value,
          label: counted(t(`messaging.queue_${value}`), counts?.queues[value]),
        }))}
        onValue={(next) => pick(next as Queue, topic)}
      />
      <SelectPill
        label={t("messaging.topic")}
        value={topic ?? ""}
        options={[
          { value: "", label: t("messaging.all_topics") },
          ...TOPICS.map((value) => ({ value, label: counted(topicWord(value), counts?.topics[value]) })),
        ]}
        onValue={(next) => pick(queue, (next || null) as Topic | null)}
      />
    </div>
  );
}
