/** A page of entries, and the ones before it on a tap. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { components } from "../../api/schema";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { FieldError } from "../../ui/Field";
import { problemWords } from "../../ui/States";
import type { Entry } from "./actions";

type EntryPage = components["schemas"]["PracticeEntryPage"];

export function entriesOf(patient: string, cursor?: string): Promise<EntryPage> {
  return take(
    api.GET("/api/v1/patients/{patient_id}/practice/entries", {
      params: { path: { patient_id: patient }, query: cursor ? { cursor } : {} },
    }),
  );
}

interface Props {
  patient: string;
  first: EntryPage;
  children: (rows: Entry[]) => ComponentChildren;
}

export function Older({ patient, first, children }: Props) {
  const [more, setMore] = useState<Entry[]>([]);
  const [next, setNext] = useState(first.next);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  // A new first page: what was fetched after the old one may overlap with it or leave a hole.
  useEffect(() => {
    setMore([]);
    setNext(first.next);
  }, [first]);
  const fetchMore = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const page = await entriesOf(patient, next ?? undefined);
      setMore([...more, ...page.entries]);
      setNext(page.next);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {children([...first.entries, ...more])}
      {problem && <FieldError>{problemWords(problem)}</FieldError>}
      {next && (
        <Button
          kind="second"
          wide
          busy={busy && t("practice.loading_older")}
          onClick={() => void fetchMore()}
        >
          {t("practice.older")}
        </Button>
      )}
    </>
  );
}
