/** What a consent says: the scopes with exactly what each shows, the end, the preview, the signature. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import type { Problem } from "../../kernel/problem";
import { dateLong, dayKey, now } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Check } from "../../ui/Choice";
import { Sheet } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { Ready } from "../../ui/States";
import { preview } from "./actions";
import { Goals } from "./SharedPlan";
import { Days } from "./SharedWeek";
import { listed, type Preview, type Scope, type ScopeKey, said } from "./words";
import "./Terms.css";

export interface TermsValue {
  scopes: ScopeKey[];
  /** A day, "2026-12-31": it ends with that day. */
  until: string;
  signature: string;
}

const DAY = 86_400_000;

export function inDays(days: number): string {
  return dayKey(new Date(now().getTime() + days * DAY));
}

/** The end of a day in the phone's zone, as an instant. */
export function endOf(until: string): string {
  return new Date(`${until}T23:59:59`).toISOString();
}

interface TermsProps {
  value: TermsValue;
  onValue: (value: TermsValue) => void;
  name: string;
  problem?: Problem;
}

export function Terms({ value, onValue, name, problem }: TermsProps) {
  const all = useAsk(() => preview(["schedule", "plan"]), {});
  const put = (next: Partial<TermsValue>) => onValue({ ...value, ...next });
  return (
    <Ready of={all}>
      {(found) => (
        <div class="stack">
          <Scopes found={found} value={value.scopes} onValue={(scopes) => put({ scopes })} />
          <Field
            label={t("family.until_when")}
            hint={t("family.until_hint")}
            type="date"
            value={value.until}
            min={inDays(1)}
            max={inDays(365)}
            onValue={(until) => put({ until })}
            problem={problem}
            pointer="/ends_at"
          />
          <AsThem found={found} scopes={value.scopes} name={name} />
          <Card>
            <div class="stack tight">
              <h2>{t("family.sign_title")}</h2>
              <p>{said(found.statements.purpose)}</p>
              <p>{said(found.statements.revocation)}</p>
              <p>{said(found.statements.never)}</p>
              <p>{said(found.statements.free_choice)}</p>
              {value.until && (
                <p>{t("family.ends_by_itself", { day: dateLong(`${value.until}T12:00:00Z`) })}</p>
              )}
              <Field
                label={t("family.signature")}
                hint={t("family.signature_hint")}
                value={value.signature}
                onValue={(signature) => put({ signature })}
                autocomplete="name"
                problem={problem}
                pointer="/signature"
              />
            </div>
          </Card>
        </div>
      )}
    </Ready>
  );
}

interface ScopesProps {
  found: Preview;
  value: ScopeKey[];
  onValue: (value: ScopeKey[]) => void;
}

function Scopes({ found, value, onValue }: ScopesProps) {
  const toggle = (key: ScopeKey, on: boolean) =>
    onValue(on ? [...value, key] : value.filter((each) => each !== key));
  return (
    <fieldset class="choices">
      <legend>{t("family.what")}</legend>
      <p class="quiet-text">{t("family.learning_is_open")}</p>
      {found.scopes
        .filter((scope) => found.offered.includes(scope.key))
        .map((scope) => (
          <Check
            key={scope.key}
            label={said(scope.name)}
            second={said(scope.line)}
            checked={value.includes(scope.key as ScopeKey)}
            onChecked={(on) => toggle(scope.key as ScopeKey, on)}
          />
        ))}
    </fieldset>
  );
}

/** The very pages that the relative would see, with what they hold today. */
function AsThem({ found, scopes, name }: { found: Preview; scopes: ScopeKey[]; name: string }) {
  const [open, setOpen] = useState(false);
  const shown = found.scopes.filter(
    (scope) => scope.key === "education" || scopes.includes(scope.key as ScopeKey),
  );
  return (
    <>
      <Button kind="second" icon="people" wide onClick={() => setOpen(true)}>
        {t("family.see_as_them")}
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t("family.as_them", { name: name || t("family.they") })}
      >
        <div class="stack wide">
          {shown.map((scope) => (
            <Shown key={scope.key} scope={scope} hides={scope.key !== "education" || scopes.length === 0} />
          ))}
        </div>
      </Sheet>
    </>
  );
}

/** What learning alone does not say holds only while nothing else is shared. */
function Shown({ scope, hides }: { scope: Scope; hides: boolean }) {
  return (
    <section class="stack tight" aria-label={said(scope.name)}>
      <h3>{said(scope.name)}</h3>
      <p class="quiet-text">{t("family.they_see")}</p>
      <List items={listed(scope.shows)} />
      {hides && (
        <>
          <p class="quiet-text">{t("family.they_never_see")}</p>
          <List items={listed(scope.hides)} />
        </>
      )}
      {scope.sees && <p class="quiet-text">{t("family.today_it_is")}</p>}
      {scope.key === "schedule" && scope.sees && (
        <Days sessions={(scope.sees as unknown as Parameters<typeof Days>[0]).sessions} />
      )}
      {scope.key === "plan" && scope.sees && (
        <Goals summary={scope.sees as unknown as Parameters<typeof Goals>[0]["summary"]} />
      )}
    </section>
  );
}

function List({ items }: { items: string[] }) {
  return (
    <ul class="plain-list">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
