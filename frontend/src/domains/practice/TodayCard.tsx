/** The way to a skill from Today: one tap to the cards, a second opens one, also without a network. */
import { t } from "../../kernel/i18n";
import { Row, RowList } from "../../ui/RowList";
import { useMine } from "./mine";
import { named, useSkills } from "./skills";

export default function TodayCard() {
  const { cards } = useMine();
  const { skills } = useSkills();
  const mine = skills && named(skills, cards).slice(0, 2);
  return (
    <RowList label={t("practice.title")}>
      <Row
        icon="heart"
        href="/practice/now"
        title={t("practice.now")}
        second={mine?.length ? mine.map(({ title }) => title).join(", ") : t("practice.now_second")}
      />
    </RowList>
  );
}
