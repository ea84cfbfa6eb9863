/** A patient's own last two weeks, newest first. Days without a check-in are not spoken of. */
import { t } from "../../kernel/i18n";
import { drop, retry } from "../../kernel/outbox";
import { dayKey, minute } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Page } from "../../ui/Page";
import { RowList } from "../../ui/RowList";
import { Cannot, Empty, Loading, Offline } from "../../ui/States";
import type { Standing } from "./actions";
import { DayLine } from "./DayLine";
import { DayRow } from "./DayRow";
import { LOOK_BACK, useMine } from "./mine";
import "./checkins.css";

export default function Days() {
  const { asked, days } = useMine();
  return (
    <Page title={t("checkins.look_back")} back="/today" tab={t("checkins.title")}>
      <div class="stack">
        {asked.asOf && <Offline asOf={asked.asOf} />}
        {asked.state === "loading" && <Loading />}
        {asked.state === "cannot" && <Cannot problem={asked.problem} again={asked.again} />}
        {asked.state === "ready" && days.length === 0 && <Empty>{t("checkins.none")}</Empty>}
        {days.length > 0 && <Shown days={days} />}
        <Button kind="second" wide href="/daily">
          {t("checkins.check_in_now")}
        </Button>
      </div>
    </Page>
  );
}

function Shown({ days }: { days: Standing[] }) {
  return (
    <>
      <Card>
        <DayLine today={dayKey(minute.value)} days={days} of={LOOK_BACK} />
      </Card>
      <RowList label={t("checkins.days")}>
        {days.map((each) => (
          <DayRow
            key={each.day}
            day={each.day}
            answers={each}
            end={
              each.waiting && <Chip icon="clock">{t(each.failed ? "checkins.not_sent" : "ui.waiting")}</Chip>
            }
          >
            {each.failed && <Failed id={each.waiting ?? ""} />}
          </DayRow>
        ))}
      </RowList>
    </>
  );
}

function Failed({ id }: { id: string }) {
  return (
    <p class="daily-acts">
      <Button kind="second" pill onClick={() => retry(id)}>
        {t("ui.try_again")}
      </Button>
      <Button kind="quiet" pill onClick={() => drop(id)}>
        {t("checkins.undo")}
      </Button>
    </p>
  );
}
