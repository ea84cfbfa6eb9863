/** The demo's own page: what would have left the app, exactly as it would have been read. */
import { useAsk } from "../../kernel/ask";
import { send } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { moment } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import type { IconName } from "../../ui/Icon";
import { Page } from "../../ui/Page";
import { Empty, Ready } from "../../ui/States";
import "./reminders.css";

interface Left {
  id: string;
  channel: "push" | "email" | "sms";
  subject: string;
  text: string;
  /** Where a tap on it leads; mails and texts lead to the sign-in. */
  path: string;
  times: number;
  at: string;
}

const ICONS: Record<Left["channel"], IconName> = { push: "bell", email: "mail", sms: "message" };

/** Of the demo alone, and so not in the API's document. */
async function read(): Promise<Left[]> {
  return (await send("GET", "/demo/notices", undefined, "")) as Left[];
}

export default function LeftTheApp() {
  const left = useAsk(read);
  return (
    <Page title={t("reminders.left")} under={t("reminders.left_under")} back="/">
      <div class="stack">
        <Button kind="second" onClick={left.again}>
          {t("reminders.left_again")}
        </Button>
        <Ready of={left} empty={(rows) => rows.length === 0 && <Empty>{t("reminders.left_none")}</Empty>}>
          {(rows) => (
            <ul class="left-list stack tight" aria-label={t("reminders.left")}>
              {rows.map((row) => (
                <li key={row.id}>
                  <One row={row} />
                </li>
              ))}
            </ul>
          )}
        </Ready>
      </div>
    </Page>
  );
}

function One({ row }: { row: Left }) {
  return (
    <Card class="stack tight">
      <div class="left-head">
        <Chip icon={ICONS[row.channel]}>{t(`reminders.channel_${row.channel}`)}</Chip>
        <span class="quiet-text small-text numbers">{moment(row.at)}</span>
      </div>
      {row.subject && <p class="label-text">{row.subject}</p>}
      <p class="left-text">{row.text}</p>
      <p class="quiet-text small-text">{t("reminders.left_times", { n: row.times })}</p>
      {row.path && (
        <Button kind="quiet" href={row.path}>
          {t("reminders.left_tap")}
        </Button>
      )}
    </Card>
  );
}
