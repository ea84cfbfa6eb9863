/** The sheet in which a photo is taken or a file is chosen. What it may weigh is said before. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../kernel/i18n";
import { Button } from "../../../ui/Button";
import { Sheet } from "../../../ui/Dialog";
import { chosenAt } from "./chosen";
import { add, fetchLimits, limits } from "./uploads";
import "./attach.css";

interface PickerProps {
  open: boolean;
  onClose: () => void;
  place: string;
  patientId: string | undefined;
}

const KINDS = [
  { key: "files.take", icon: "camera", accept: "image/*", capture: "environment" },
  { key: "files.choose", icon: "page", accept: "image/*", capture: undefined },
  { key: "files.choose_pdf", icon: "page", accept: "application/pdf", capture: undefined },
] as const;

export default function Picker({ open, onClose, place, patientId }: PickerProps) {
  const [known, setKnown] = useState(limits.largest);
  const [words, setWords] = useState("");
  useEffect(() => {
    // Offline the usual bounds stand, and the server has the last word.
    if (open)
      fetchLimits().then(
        () => setKnown(limits.largest),
        () => undefined,
      );
  }, [open]);
  const chosen = (files: FileList | null) => {
    const list = [...(files ?? [])];
    if (list.length === 0) return;
    if (chosenAt(place).length + list.length > limits.together) {
      setWords(t("files.too_many", { n: limits.together }));
      return;
    }
    const size = Math.floor(limits.largest / 1024 / 1024);
    if (list.some((file) => file.type === "application/pdf" && file.size > limits.largest)) {
      setWords(t("files.too_large", { size }));
      return;
    }
    for (const file of list) add(place, file, patientId);
    setWords("");
    onClose();
  };
  return (
    <Sheet open={open} onClose={onClose} title={t("files.title")}>
      <div class="stack tight">
        <p class="quiet-text">
          {t("files.limit", { size: Math.floor(known / 1024 / 1024), n: limits.together })}{" "}
          {t("files.place_removed")}
        </p>
        {KINDS.map(({ key, icon, accept, capture }) => (
          <Choose key={key} label={t(key)} icon={icon} accept={accept} capture={capture} onFiles={chosen} />
        ))}
        {words && (
          <p class="file-trouble" role="alert">
            {words}
          </p>
        )}
      </div>
    </Sheet>
  );
}

interface ChooseProps {
  label: string;
  icon: "camera" | "page";
  accept: string;
  capture: "environment" | undefined;
  onFiles: (files: FileList | null) => void;
}

function Choose({ label, icon, accept, capture, onFiles }: ChooseProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind="second" wide icon={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        capture={capture}
        multiple={!capture}
        onChange={(event) => {
          onFiles(event.currentTarget.files);
          event.currentTarget.value = ""; // the same one can be chosen again
        }}
      />
    </>
  );
}
