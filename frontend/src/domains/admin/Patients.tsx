/** The patients of one program by name, with level of care and invitation; nothing clinical. */
import { useEffect, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { Button } from "../../ui/Button";
import { Sheet } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { AdmitForm } from "./AdmitForm";
import { loadPlaces, type Place } from "./actions";
import { Wrong } from "./Form";
import { StateChip } from "./StateChip";
import { levelOf } from "./words";
import "./admin.css";

export default function Patients({ id }: { id: string }) {
  const [name, setName] = useState("");
  const wanted = useLate(name);
  const asked = useAsk(() => loadPlaces(id, wanted), {
    on: ["programs.patient", "programs.enrolment", "accounts.invitation_accepted"],
    deps: [id, wanted],
  });
  const [admitting, setAdmitting] = useState(false);
  const { route } = useLocation();
  const nobody = t(wanted ? "admin.no_match" : "admin.no_patients");
  return (
    <Page title={t("admin.patients")} back="/admin" tab={t("admin.patients")}>
      <div class="stack">
        <Field label={t("admin.find")} type="search" value={name} onValue={setName} />
        <Ready of={asked} empty={({ patients }) => patients.length === 0 && <Empty>{nobody}</Empty>}>
          {(first) => <List key={wanted} program={id} name={wanted} first={first} />}
        </Ready>
      </div>
      <div class="admin-foot">
        <Button icon="plus" wide onClick={() => setAdmitting(true)}>
          {t("admin.admit")}
        </Button>
      </div>
      <Sheet open={admitting} onClose={() => setAdmitting(false)} title={t("admin.admit")}>
        <AdmitForm program={id} onDone={(made) => route(`/admin/patients/${made.patient.id}`)} />
      </Sheet>
    </Page>
  );
}

/** What is typed, once it rests: not every letter asks. */
function useLate(value: string): string {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLate(value.trim()), 250);
    return () => clearTimeout(timer);
  }, [value]);
  return late;
}

interface ListProps {
  program: string;
  name: string;
  first: { patients: Place[]; next: string | null };
}

function List({ program, name, first }: ListProps) {
  const [rest, setRest] = useState<Place[]>([]);
  const [next, setNext] = useState(first.next);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  async function more() {
    if (!next) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const page = await loadPlaces(program, name, next);
      setRest([...rest, ...page.patients]);
      setNext(page.next);
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  }
  return (
    <div class="stack">
      <RowList label={t("admin.patients")}>
        {[...first.patients, ...rest].map((place) => (
          <Row
            key={place.id}
            href={`/admin/patients/${place.id}`}
            title={place.full_name}
            second={levelOf(place)}
            end={place.state === "active" ? null : <StateChip state={place.state} />}
          />
        ))}
      </RowList>
      {problem && <Wrong problem={problem} />}
      {next && (
        <Button kind="second" wide busy={busy && t("ui.loading")} onClick={() => void more()}>
          {t("admin.more")}
        </Button>
      )}
    </div>
  );
}
