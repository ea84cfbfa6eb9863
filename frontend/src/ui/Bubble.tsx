/** Messages: who, what, and how far it got, in a mark and words. */
import type { ComponentChildren } from "preact";
import { t } from "../kernel/i18n";
import { Icon } from "./Icon";
import "./Bubble.css";

interface BubbleProps {
  /** The text; attachments below it. */
  children: ComponentChildren;
  mine?: boolean;
  /** Name, what they do, and time above a message of others. */
  name?: string;
  job?: string;
  time?: string;
  /** Not yet at the server: a dashed edge. */
  waiting?: boolean;
  /** Taken back: only a line that says so. */
  gone?: boolean;
  /** For a link to this one message. */
  id?: string;
  /** <SentState .../> under one's own. */
  state?: ComponentChildren;
}

export function Bubble({ children, mine, name, job, time, waiting, gone, id, state }: BubbleProps) {
  const kind = ["bubble", mine && "mine", waiting && "waiting", gone && "gone"].filter(Boolean).join(" ");
  const after = [job, time].filter(Boolean).join(", ");
  return (
    <article class={kind} id={id} tabIndex={id ? -1 : undefined}>
      {name && (
        <p class="bubble-who numbers">
          <b>{name}</b>
          {after && `, ${after}`}
        </p>
      )}
      <div class="bubble-body">{children}</div>
      {state}
    </article>
  );
}

type SentStateProps =
  | { state: "waiting" | "sending" }
  | { state: "sent"; time: string }
  | { state: "read"; time: string; name: string }
  | { state: "failed"; onRetry: () => void };

export function SentState(props: SentStateProps) {
  if (props.state === "failed") {
    return (
      <button type="button" class="sent-state" onClick={props.onRetry}>
        <Icon name="warning" size={18} />
        {t("ui.not_sent")}
      </button>
    );
  }
  return (
    <p class="sent-state">
      <Icon name={MARK[props.state]} size={18} />
      <span>{stateWords(props)}</span>
    </p>
  );
}

const MARK = { waiting: "clock", sending: "clock", sent: "tick", read: "ticks" } as const;

function stateWords(props: Exclude<SentStateProps, { state: "failed" }>): string {
  switch (props.state) {
    case "sent":
      return t("ui.sent_at", { time: props.time });
    case "read":
      return t("ui.read_by", { name: props.name, time: props.time });
    default:
      return t(`ui.${props.state}`);
  }
}
