/** Only in the demo: its people, one tap each. */
import { useEffect, useState } from "preact/hooks";
import type { Outcome } from "../../kernel/allauth";
import { send } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { asProblem } from "../../kernel/problem";
import { FieldError } from "../../ui/Field";
import { Face, Row, RowList } from "../../ui/RowList";

interface Person {
  key: string;
  name: string;
  role: string;
}

async function people(): Promise<Person[]> {
  const answer = await fetch("/demo/people", { headers: { Accept: "application/json" } });
  return answer.ok ? ((await answer.json()) as Person[]) : [];
}

async function enter(key: string): Promise<Outcome> {
  try {
    await send("POST", "/demo/sign-in", { as: key }, crypto.randomUUID());
    return { kind: "in" };
  } catch (error) {
    const problem = asProblem(error);
    return problem.passing
      ? { kind: "away" }
      : { kind: "refused", code: problem.code, message: problem.title };
  }
}

interface DemoPeopleProps {
  settle: (found: Outcome) => Promise<string | undefined>;
}

export function DemoPeople({ settle }: DemoPeopleProps) {
  const [found, setFound] = useState<Person[]>([]);
  const [error, setError] = useState<string>();
  useEffect(() => {
    void people().then(setFound, () => undefined);
  }, []);
  const act = async (person: Person) => setError(await settle(await enter(person.key)));
  if (found.length === 0) return null;
  return (
    <section class="signin-demo stack tight" aria-label={t("signin.demo")}>
      <h2>{t("signin.demo")}</h2>
      {error && <FieldError>{error}</FieldError>}
      <RowList>
        {found.map((person) => (
          <Row
            key={person.key}
            mark={<Face name={person.name} />}
            title={person.name}
            second={person.role}
            onClick={() => void act(person)}
          />
        ))}
      </RowList>
    </section>
  );
}
