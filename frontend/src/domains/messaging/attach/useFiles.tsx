/** What a composer needs to take files along. The sheet, the tray and the work load with the first tap. */
import { useState } from "preact/hooks";
import { t } from "../../../kernel/i18n";
import { change, chosenAt } from "./chosen";
import { later } from "./later";

const Picker = later(() => import("./Picker"));
const Tray = later(() => import("./Going"));

/** `patientId`: whose record it is, where a member of the team attaches. */
export function useFiles(place: string, patientId?: string) {
  const [open, setOpen] = useState(false);
  const [touched, setTouched] = useState(false);
  const chosen = chosenAt(place);
  const good = chosen.filter(({ state }) => state !== "failed");
  const ids = chosen.map(({ id }) => id);
  return {
    composer: {
      onAttach: () => {
        setTouched(true);
        setOpen(true);
      },
      attachLabel: t("messaging.attach"),
      filled: good.length > 0,
      tray: (
        <>
          {ids.length > 0 && <Tray ids={ids} removable />}
          {touched && (
            <Picker open={open} onClose={() => setOpen(false)} place={place} patientId={patientId} />
          )}
        </>
      ),
    },
    /** The files that go with the words now; what was refused stays in the tray. */
    take(): { attachments?: string[] } {
      for (const { id } of good) change(id, { place: "" });
      return good.length > 0 ? { attachments: good.map(({ id }) => id) } : {};
    },
  };
}
