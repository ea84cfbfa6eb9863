/** The answers to choose from under a question of the team, or the one that was given. */
import { t } from "../../kernel/i18n";
import { entries } from "../../kernel/outbox";
import { Button } from "../../ui/Button";
import { sendMessage, type Words } from "./actions";
import type { Standing } from "./MessageParts";
import type { Message } from "./state";

interface ChoicesProps extends Standing {
  answer: Message | undefined;
}

export default function Choices({ row, thread, rows, forTeam, answer }: ChoicesProps) {
  const { kind, choices } = row.question ?? { kind: "yes_no", choices: [] };
  const words = kind === "yes_no" ? [t("talks.yes"), t("talks.no")] : choices;
  const tapped = () => entries.value.find(({ data }) => (data as Partial<Words>).answers_to === row.id);
  const given = answer?.body ?? (tapped()?.data as Words | undefined)?.body;
  if (given) {
    const key = forTeam ? "talks.answered_with" : "talks.you_answered";
    return <p class="sent-state answered">{t(key, { words: given })}</p>;
  }
  const newest = rows.findLast(({ question, recalled_at }) => question && !recalled_at)?.id === row.id;
  const open = newest && thread?.state === "open" && rows.at(-1)?.seq === thread.last_seq;
  if (forTeam) return <p class="sent-state">{t("talks.choices", { words: words.join(" · ") })}</p>;
  if (!open || !thread) return null;
  const tap = (body: string) => {
    if (!tapped()) sendMessage({ thread_id: thread.id, topic: thread.topic, body, answers_to: row.id });
  };
  return (
    <fieldset class="choices-line" aria-label={row.body}>
      {words.map((word) => (
        <Button key={word} kind="second" pill onClick={() => tap(word)}>
          {word}
        </Button>
      ))}
    </fieldset>
  );
}
