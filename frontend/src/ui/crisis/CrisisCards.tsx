/** The ways to somebody. Drawn in the app, and while building into the page that needs no script. */
import { t } from "../../kernel/i18n";
import { clock } from "../../kernel/time";
import { Icon } from "../Icon";
import { Row, RowList } from "../RowList";
import type { CrisisLines } from "./lines";
import "./CrisisCards.css";

interface CrisisCardsProps {
  lines: CrisisLines;
}

export function CrisisCards({ lines }: CrisisCardsProps) {
  return (
    <div class="crisis">
      <a class="crisis-call" href={`tel:${lines.call}`}>
        <span class="crisis-call-mark">
          <Icon name="phone" size={22} />
        </span>
        <span>
          <span class="crisis-call-title">{t("crisis.call", { number: lines.call })}</span>
          <span class="crisis-call-second">{t("crisis.call_note")}</span>
          {lines.call_spanish_key && (
            <span class="crisis-call-second" lang="es">
              {t("crisis.call_spanish", { key: lines.call_spanish_key })}
            </span>
          )}
        </span>
      </a>
      <RowList tone="help" label={t("crisis.more_ways")}>
        {lines.text && (
          <Row
            icon="message"
            title={t("crisis.text", { number: lines.text })}
            second={t("crisis.text_note")}
            href={`sms:${lines.text}`}
          />
        )}
        {lines.program && (
          <Row
            icon="people"
            title={t("crisis.program")}
            second={programNote(lines.program)}
            href={`tel:${lines.program.number}`}
          />
        )}
        <Row icon="heart" title={t("crisis.skill")} second={t("crisis.skill_note")} href="/practice/now" />
      </RowList>
      <a class="crisis-danger" href={`tel:${lines.emergency}`}>
        <span class="crisis-call-mark">
          <Icon name="warning" size={22} />
        </span>
        <span>
          <span class="row-title">{t("crisis.danger", { number: lines.emergency })}</span>
          <span class="row-second">{t("crisis.danger_note")}</span>
        </span>
      </a>
    </div>
  );
}

function programNote({
  open_now: open,
  open_until: until,
  number,
}: NonNullable<CrisisLines["program"]>): string {
  if (!open) return t("crisis.program_closed", { number });
  return until ? t("crisis.program_until", { time: clock(until) }) : t("crisis.program_always");
}
