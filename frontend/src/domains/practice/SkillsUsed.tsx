/** Skills by name where another screen asks or tells which were used: the patient's own cards come first. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Pills } from "../../ui/Pills";
import { titleOf } from "./Helped";
import { useMine } from "./mine";
import { FIRST_CARDS, type Skill, useSkills } from "./skills";

interface Props {
  /** Keys of the library. */
  chosen: string[];
  /** Left out: the names alone. */
  onChosen?: (keys: string[]) => void;
}

export default function SkillsUsed({ chosen, onChosen }: Props) {
  const { skills } = useSkills();
  if (!skills) return null;
  if (onChosen) return <Choose skills={skills} chosen={chosen} onChosen={onChosen} />;
  return <>{chosen.map((key) => titleOf(skills, key)).join(", ")}</>;
}

function Choose({ skills, chosen, onChosen }: Required<Props> & { skills: Skill[] }) {
  const { cards } = useMine();
  const [all, setAll] = useState(false);
  const near = cards.length > 0 ? cards : FIRST_CARDS;
  const shown = all ? skills : skills.filter(({ key }) => near.includes(key) || chosen.includes(key));
  const turn = (key: string) =>
    onChosen(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  return (
    <Pills
      label={t("practice.used")}
      hint={t("practice.used_hint")}
      options={shown.map(({ key, title }) => ({ value: key, label: title }))}
      chosen={chosen}
      many
      onTurn={turn}
    >
      {!all && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {t("practice.used_more")}
        </Button>
      )}
    </Pills>
  );
}
