/** My patients, by name; typing finds. */
import { useEffect, useState } from "preact/hooks";
import type { components } from "../../api/schema";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Face, Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";

type Listed = components["schemas"]["PatientRow"];

const PAUSE = 250;

/** The words as they were a moment ago: not one request for each letter. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), PAUSE);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

export default function Patients() {
  const [words, setWords] = useState("");
  const [cursor, setCursor] = useState<string | undefined>();
  const q = useSettled(words.trim());
  useEffect(() => setCursor(undefined), [q]);
  const found = useAsk(
    () =>
      take(
        api.GET("/api/v1/patients", { params: { query: { ...(q && { q }), ...(cursor && { cursor }) } } }),
      ),
    { on: ["programs."], deps: [q, cursor] },
  );
  const none = <Empty>{t(q ? "patients.none_found" : "patients.none")}</Empty>;
  return (
    <Page title={t("patients.title")} tab={t("app.patients")}>
      <div class="stack">
        <Field
          label={t("patients.find")}
          type="search"
          value={words}
          onValue={setWords}
          autocomplete="off"
          maxLength={80}
        />
        <Ready of={found} empty={({ patients }) => patients.length === 0 && none}>
          {({ patients, next }) => (
            <>
              <RowList label={t("patients.title")}>
                {patients.map((patient) => (
                  <Row
                    key={patient.id}
                    href={`/patients/${patient.id}`}
                    mark={<Face name={patient.full_name} />}
                    title={patient.full_name}
                    second={second(patient)}
                  />
                ))}
              </RowList>
              {next && (
                <Button kind="second" onClick={() => setCursor(next)}>
                  {t("patients.more")}
                </Button>
              )}
            </>
          )}
        </Ready>
      </div>
    </Page>
  );
}

function second({ level, track, program, preferred_name, full_name }: Listed): string {
  const goes = full_name.startsWith(preferred_name) ? "" : t("patients.goes_by", { name: preferred_name });
  return [goes, level && t(`patients.level_${level}`), track ?? program].filter(Boolean).join(", ");
}
