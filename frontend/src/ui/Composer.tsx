/** Writing a message: promise, topic, "Draft saved", attach, field, send. Put it into <Foot raised>. */
import type { ComponentChildren } from "preact";
import { t } from "../kernel/i18n";
import { IconButton } from "./Button";
import "./Bubble.css";

interface ComposerProps {
  value: string;
  onValue: (value: string) => void;
  onSend: () => void;
  /** Names the field; shown in it while it is empty. */
  label: string;
  promise?: ComponentChildren;
  topic?: ComponentChildren;
  /** "Draft saved" */
  saved?: string;
  onAttach?: () => void;
  /** What was chosen to go along, over the field. With `filled` it goes without words too. */
  tray?: ComponentChildren;
  filled?: boolean;
  attachLabel?: string;
  /** Instead of the round arrow: a button with the sender's name (staff). */
  send?: ComponentChildren;
}

export function Composer(props: ComposerProps) {
  const submit = (event: Event) => {
    event.preventDefault();
    if (props.value.trim() || props.filled) props.onSend();
  };
  return (
    <form class="composer" onSubmit={submit}>
      {props.promise}
      {(props.topic || props.saved) && (
        <div class="composer-line">
          <span>{props.topic}</span>
          <span role="status">{props.saved}</span>
        </div>
      )}
      {props.tray}
      {/* Keyed: the line above comes and goes, and must not take the field's element, focus and caret. */}
      <div class="composer-field" key="field">
        {props.onAttach && (
          <IconButton name="clip" label={props.attachLabel ?? t("ui.attach")} onClick={props.onAttach} />
        )}
        <textarea
          aria-label={props.label}
          placeholder={props.label}
          rows={1}
          value={props.value}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
        {props.send ?? <IconButton name="send" label={t("ui.send")} filled type="submit" />}
      </div>
    </form>
  );
}
