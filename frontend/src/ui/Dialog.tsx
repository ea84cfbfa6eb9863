/** The native <dialog>: it keeps the focus inside, closes on Escape and gives the focus back. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../kernel/i18n";
import { IconButton } from "./Button";
import "./Dialog.css";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ComponentChildren;
}

export function Dialog({ sheet, ...props }: DialogProps & { sheet?: boolean }) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (props.open && !dialog?.open) dialog?.showModal();
    if (!props.open && dialog?.open) dialog.close();
  }, [props.open]);
  return (
    <dialog ref={ref} class={sheet ? "dialog sheet" : "dialog"} aria-labelledby={id} onClose={props.onClose}>
      <div class="dialog-head">
        <h2 id={id}>{props.title}</h2>
        <IconButton name="cross" label={t("ui.close")} onClick={props.onClose} />
      </div>
      {props.open && props.children}
    </dialog>
  );
}

/** The same, from the foot of the screen. */
export function Sheet(props: DialogProps) {
  return <Dialog {...props} sheet />;
}
