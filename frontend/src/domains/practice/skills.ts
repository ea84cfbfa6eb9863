/** The library: static texts that every phone carries, so that they open without a network. */
import { useEffect, useState } from "preact/hooks";
import { type Language, language } from "../../kernel/i18n";

export interface Step {
  seconds: number;
  text: string;
}

export interface Skill {
  key: string;
  kind: "mindfulness" | "cbt" | "dbt_type" | "motivational";
  title: string;
  /** When it may help. */
  line: string;
  /** Who should ask the team first. */
  note?: string;
  steps: Step[];
}

export const KINDS = ["mindfulness", "dbt_type", "cbt", "motivational"] as const;
/** For who has chosen none, and for a phone that keeps nothing of anybody: those that are good for everybody. */
export const FIRST_CARDS = ["paced-breathing", "five-senses", "ride-wave", "name-it"];

const files = {
  en: () => import("@practice/skills.en.json"),
  es: () => import("@practice/skills.es.json"),
} satisfies Record<Language, () => Promise<unknown>>;

const loaded = new Map<Language, Skill[]>();

async function load(tongue: Language): Promise<Skill[]> {
  const file = (await files[tongue]()).default as unknown as { skills: Skill[] };
  loaded.set(tongue, file.skills);
  return file.skills;
}

export interface Library {
  /** Undefined until they are here. */
  skills: Skill[] | undefined;
  failed: boolean;
  again(): void;
}

export function useSkills(): Library {
  const tongue = language.value;
  const [, setRound] = useState(0);
  const [failed, setFailed] = useState(false);
  const skills = loaded.get(tongue);
  const fetchThem = () => {
    setFailed(false);
    load(tongue).then(
      () => setRound((n) => n + 1),
      () => setFailed(true),
    );
  };
  useEffect(() => {
    if (!loaded.has(tongue)) fetchThem();
  }, [tongue]);
  return { skills, failed, again: fetchThem };
}

/** In the order of the keys; one that this version does not know is left out. */
export function named(skills: Skill[], keys: readonly string[]): Skill[] {
  return keys.flatMap((key) => skills.find((skill) => skill.key === key) ?? []);
}
