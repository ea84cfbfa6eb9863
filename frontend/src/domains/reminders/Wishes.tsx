/**
 * The parts of the wishes, without a frame: the page and the first-time setup show the same. Sessions
 * are reminded of to patients alone, so only they are asked how long before.
 */
import type { ComponentChildren } from "preact";
import { t } from "../../kernel/i18n";
import { account } from "../../kernel/session";
import { Card, CardLine, Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Switch } from "../../ui/Choice";
import { FieldError } from "../../ui/Field";
import { problemWords, Ready } from "../../ui/States";
import type { Wishes as Row } from "./actions";
import { Leads } from "./Leads";
import { OnThisPhone } from "./OnThisPhone";
import { Quiet } from "./Quiet";
import "./reminders.css";
import { Texts } from "./Texts";
import { Cap, Unread } from "./Unread";
import { type Changing, type Saving, useWishes } from "./useWishes";

export default function Wishes() {
  const { asked, parts, change, again } = useWishes();
  return (
    <Ready of={asked}>
      {(row) => (
        <div class="stack wide">
          <Part name="where" parts={parts}>
            <Card>
              <OnThisPhone wishes={row} change={change} again={again} />
              <CardLine />
              <Switch atEnd on={row.email} onChange={(email) => void change("where", { email })}>
                {t("reminders.email")}
              </Switch>
              <CardLine />
              <Texts wishes={row} change={change} again={again} />
            </Card>
            {!reaches(row) && <p class="label-text">{t("reminders.nowhere")}</p>}
          </Part>
          {account.value?.roles.includes("staff") && (
            <Part name="team" parts={parts}>
              <Card>
                <Switch
                  atEnd
                  on={row.team_messages}
                  onChange={(team_messages) => void change("team", { team_messages })}
                >
                  {t("reminders.team_messages")}
                </Switch>
              </Card>
              <p class="quiet-text label-text">{t("reminders.team_note")}</p>
            </Part>
          )}
          {account.value?.roles.includes("patient") && (
            <>
              <Part name="leads" parts={parts}>
                <Leads leads={row.leads} change={change} />
              </Part>
              <Part name="says" parts={parts}>
                <Says row={row} change={change} />
              </Part>
            </>
          )}
          <Part name="unread" parts={parts}>
            <Unread wishes={row} change={change} />
          </Part>
          <Part name="cap" parts={parts}>
            <Cap wishes={row} change={change} />
          </Part>
          <Part name="quiet" parts={parts}>
            <Quiet wishes={row} change={change} />
          </Part>
        </div>
      )}
    </Ready>
  );
}

/** Whether any of the ways ends at the person. */
function reaches({ push, devices, email, sms, texts_to, texts_stopped }: Row): boolean {
  return email || (push && devices > 0) || (sms && texts_to !== "" && !texts_stopped);
}

interface PartProps {
  name: string;
  parts: Saving[];
  children: ComponentChildren;
}

/** "Saved" stays beside the heading of what was changed last. */
function Part({ name, parts, children }: PartProps) {
  const mine = parts.find(({ part }) => part === name);
  return (
    <Section
      title={t(`reminders.${name}`)}
      end={mine?.state === "saved" && <Chip tone="done">{t("reminders.saved")}</Chip>}
    >
      {children}
      {mine?.state === "not_saved" && (
        <FieldError>{t("reminders.not_saved", { why: problemWords(mine.problem) })}</FieldError>
      )}
    </Section>
  );
}

function Says({ row, change }: { row: Row; change: Changing }) {
  return (
    <Card>
      <Switch atEnd on={row.with_time} onChange={(with_time) => void change("says", { with_time })}>
        {t("reminders.with_time")}
      </Switch>
      <CardLine />
      <p class="quiet-text label-text">{t("reminders.example")}</p>
      <p>{t(row.with_time ? "reminders.example_time" : "reminders.example_plain")}</p>
    </Card>
  );
}
