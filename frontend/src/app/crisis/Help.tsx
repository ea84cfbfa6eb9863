/** The crisis page inside the app; the same cards as help.html. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { before } from "../../kernel/store";
import { CrisisCards } from "../../ui/crisis/CrisisCards";
import { fetchLines, knownLines } from "../../ui/crisis/lines";
import { Icon } from "../../ui/Icon";
import { Page } from "../../ui/Page";
import { leaveQuickly } from "./leave";

export default function Help() {
  const [lines, setLines] = useState(knownLines);
  useEffect(() => {
    void fetchLines().then((found) => found && setLines(found));
  }, []);
  return (
    <Page title={t("crisis.title")} under={t("crisis.under")} back={before.peek()} pill={<LeaveQuickly />}>
      <CrisisCards lines={lines} />
    </Page>
  );
}

export function LeaveQuickly() {
  return (
    <button type="button" class="help-now leave" onClick={leaveQuickly}>
      <Icon name="leave" />
      {t("crisis.leave")}
    </button>
  );
}
