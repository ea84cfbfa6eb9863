/** Before something ends: what will happen, line by line, and two ways on. */
import { t } from "../../kernel/i18n";
import type { Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Wrong } from "./Form";

interface ConfirmProps {
  open: boolean;
  title: string;
  lines: string[];
  yes: string;
  busyWord: string;
  busy: boolean;
  problem: Problem | undefined;
  onYes: () => void;
  onClose: () => void;
}

export function Confirm(props: ConfirmProps) {
  return (
    <Dialog open={props.open} onClose={props.onClose} title={props.title}>
      <div class="stack">
        <ul class="admin-lines">
          {props.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {props.problem && <Wrong problem={props.problem} />}
        <div class="stack tight">
          <Button wide busy={props.busy && props.busyWord} onClick={props.onYes}>
            {props.yes}
          </Button>
          <Button kind="second" wide onClick={props.onClose}>
            {t("admin.keep")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
