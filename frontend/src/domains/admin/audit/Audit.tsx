/** The record of who did what: whether it is whole, and its entries in plain words. */
import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../../kernel/ask";
import { t } from "../../../kernel/i18n";
import { Button } from "../../../ui/Button";
import { Select } from "../../../ui/Field";
import { Page } from "../../../ui/Page";
import { Empty, Ready } from "../../../ui/States";
import { type Choices, loadPeople, loadTrail, type Outcome } from "./actions";
import { Trail } from "./Trail";
import { Wholeness } from "./Wholeness";
import "../admin.css";
import "./audit.css";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export default function Audit() {
  const { query, route } = useLocation();
  const patient = UUID.test(query.patient ?? "") ? (query.patient ?? "") : "";
  const [account, setAccount] = useState("");
  const [outcome, setOutcome] = useState<Choices["outcome"]>("");
  const choices = { patient, account, outcome };
  const asked = useAsk(() => loadTrail(choices), { deps: [patient, account, outcome] });
  const people = useAsk(loadPeople);
  const name = asked.data?.entries.find((entry) => entry.patient?.id === patient)?.patient?.name;
  return (
    <Page title={t("audit.title")} under={t("audit.under")} tab={t("audit.title")} width="broad">
      <div class="audit-columns">
        <div class="stack">
          <Wholeness />
          <section class="stack tight" aria-label={t("audit.filters")}>
            <Select
              label={t("audit.who")}
              value={account}
              onValue={setAccount}
              options={[
                { value: "", label: t("audit.everyone") },
                ...(people.data?.people ?? []).map((each) => ({ value: each.account_id, label: each.name })),
              ]}
            />
            <Select
              label={t("audit.outcome")}
              value={outcome}
              onValue={(value) => setOutcome(value as Outcome | "")}
              options={[
                { value: "", label: t("audit.all") },
                { value: "done", label: t("audit.done") },
                { value: "denied", label: t("audit.denied") },
                { value: "failed", label: t("audit.failed") },
              ]}
            />
            {patient && (
              <div class="audit-only">
                <p>{name ? t("audit.only_patient", { name }) : t("audit.only_one_patient")}</p>
                <Button kind="quiet" onClick={() => route("/admin/audit")}>
                  {t("audit.show_all")}
                </Button>
              </div>
            )}
          </section>
        </div>
        <Ready of={asked} empty={({ entries }) => entries.length === 0 && <Empty>{t("audit.none")}</Empty>}>
          {(first) => (
            <Trail
              key={`${patient} ${account} ${outcome} ${first.entries[0]?.id}`}
              choices={choices}
              first={first}
              onPatient={(id) => route(`/admin/audit?patient=${id}`)}
            />
          )}
        </Ready>
      </div>
    </Page>
  );
}
