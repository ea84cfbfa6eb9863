/** Whether the record is whole, how long it is, and when that was last looked at. */
import { useState } from "preact/hooks";
import { useAsk } from "../../../kernel/ask";
import { t } from "../../../kernel/i18n";
import { announce } from "../../../kernel/live";
import { minute, moment } from "../../../kernel/time";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Icon } from "../../../ui/Icon";
import { Ready } from "../../../ui/States";
import { useTry } from "../actions";
import { Wrong } from "../Form";
import { checkNow, loadVerdict, type Verdict } from "./actions";

export function Wholeness() {
  const asked = useAsk(loadVerdict);
  const [fresh, setFresh] = useState<Verdict>();
  const { busy, problem, run } = useTry();
  const check = () =>
    void run(checkNow, (found) => {
      setFresh(found);
      announce(t("audit.checked_aloud"));
    });
  return (
    <Ready of={asked}>
      {(held) => (
        <Card label={t("audit.title")} class="admin-card">
          <Said verdict={fresh ?? held} />
          {problem && <Wrong problem={problem} />}
          <Button kind="second" wide busy={busy && t("audit.checking")} onClick={check}>
            {t("audit.check_now")}
          </Button>
        </Card>
      )}
    </Ready>
  );
}

/** Nothing was touched: only the sealing is behind, or its note is not there. */
const LATE = new Set(["unsealed", "head_missing"]);

function Said({ verdict }: { verdict: Verdict }) {
  const behind = verdict.problems.every(({ trouble }) => LATE.has(trouble));
  return (
    <div class="stack tight">
      {verdict.holds ? (
        <p class="audit-verdict">
          <Icon name="shield" />
          <strong>{t("audit.whole", { n: verdict.sealed })}</strong>
        </p>
      ) : (
        <>
          <p class="audit-verdict broken" role="alert">
            <Icon name="warning" />
            <strong>{t(behind ? "audit.not_sealed" : "audit.not_whole")}</strong>
          </p>
          <p>{t(behind ? "audit.not_sealed_why" : "audit.not_whole_why")}</p>
          <ul class="admin-lines">
            {verdict.problems.slice(0, 10).map(({ link, trouble, entry }) => (
              <li key={`${link}-${entry}-${trouble}`}>
                {link
                  ? t("audit.trouble_line", { link, what: t(`audit.trouble_${trouble}`) })
                  : t("audit.trouble_entry", { entry, what: t(`audit.trouble_${trouble}`) })}
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="quiet-text">{ago(verdict.checked_at)}</p>
      {verdict.waiting > 0 && <p class="quiet-text">{t("audit.waiting", { n: verdict.waiting })}</p>}
    </div>
  );
}

function ago(at: string): string {
  const minutes = Math.floor((minute.value.getTime() - Date.parse(at)) / 60_000);
  if (minutes < 1) return t("audit.checked_now");
  if (minutes < 60) return t("audit.checked_minutes", { n: minutes });
  return t("audit.checked_at", { time: moment(at) });
}
