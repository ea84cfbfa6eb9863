/** The way to the check-in from Today. It never says that one is missing. */
import { t } from "../../kernel/i18n";
import { dayKey, minute } from "../../kernel/time";
import { Row, RowList } from "../../ui/RowList";
import { useMine } from "./mine";

export default function TodayCard() {
  const { days } = useMine();
  const saved = days.some(({ day }) => day === dayKey(minute.value));
  return (
    <RowList label={t("checkins.title")}>
      <Row
        icon="pencil"
        href="/daily"
        title={t("checkins.today_title")}
        second={t(saved ? "checkins.card_saved" : "checkins.card_second")}
      />
    </RowList>
  );
}
