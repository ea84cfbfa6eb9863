/** Waits for the texts of the skills, and says where help is if they cannot come. */
import type { ComponentChildren } from "preact";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Empty, Loading } from "../../ui/States";
import { type Skill, useSkills } from "./skills";
import "./practice.css";

export function WithSkills({ children }: { children: (skills: Skill[]) => ComponentChildren }) {
  const { skills, failed, again } = useSkills();
  if (skills) return <>{children(skills)}</>;
  if (!failed) return <Loading />;
  const action = (
    <Button kind="second" onClick={again}>
      {t("ui.try_again")}
    </Button>
  );
  return <Empty action={action}>{t("practice.skills_away")}</Empty>;
}
