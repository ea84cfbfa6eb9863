/** The four states of a screen, and the wrapper that picks the right one. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Asked } from "../kernel/ask";
import { t } from "../kernel/i18n";
import type { Problem } from "../kernel/problem";
import { moment } from "../kernel/time";
import { Button } from "./Button";
import { Card } from "./Card";
import { Icon } from "./Icon";
import "./States.css";

/** Still bars, only after 300 ms: what comes at once must not flicker. */
export function Loading({ label }: { label?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <Card class="state">
      <p class="read-aloud" role="status">
        {label ?? t("ui.loading")}
      </p>
      <div class="still-bars" aria-hidden="true">
        <span />
        <span />
      </div>
    </Card>
  );
}

interface SaidProps {
  title?: string;
  children: ComponentChildren;
  action?: ComponentChildren;
}

/** Nothing here yet, in a kind sentence, with what can be done. */
export function Empty({ title, children, action }: SaidProps) {
  return (
    <Card class="state">
      {title && <h2>{title}</h2>}
      <p>{children}</p>
      {action}
    </Card>
  );
}

/** What can be said of a problem in plain words; the server's own title comes first. */
export function problemWords(problem: Problem | undefined): string {
  if (!problem || problem.offline) return t("ui.cannot_offline");
  if (problem.detail || problem.title) return problem.detail || problem.title;
  if (problem.status === 404) return t("ui.cannot_missing");
  if (problem.status === 403) return t("ui.cannot_not_shared");
  if (problem.status === 429) return t("ui.cannot_too_many");
  return t("ui.cannot_now");
}

/** It could not be fetched: why, and a way on. */
export function Cannot({ problem, again }: { problem?: Problem; again?: () => void }) {
  return (
    <Card class="state">
      <h2>{problem?.offline ? t("ui.offline") : t("ui.cannot")}</h2>
      <p role="status">{problemWords(problem)}</p>
      {again && problem?.status !== 404 && problem?.status !== 403 && (
        <Button kind="second" onClick={again}>
          {t("ui.try_again")}
        </Button>
      )}
    </Card>
  );
}

/** The line over what was kept: "You are offline. This is as of 4:12 pm." */
export function Offline({ asOf }: { asOf: string }) {
  return (
    <p class="as-of" role="status">
      <Icon name="clock" size={18} />
      <span>{t("ui.as_of", { time: moment(asOf) })}</span>
    </p>
  );
}

interface ReadyProps<T> {
  of: Asked<T>;
  children: (data: T) => ComponentChildren;
  /** When there is nothing: `empty={(data) => data.length === 0 && <Empty>...</Empty>}`. */
  empty?: (data: T) => ComponentChildren;
}

/** `<Ready of={week}>{(data) => ...}</Ready>`: loading, cannot, empty, ready. */
export function Ready<T>({ of, children, empty }: ReadyProps<T>) {
  if (of.state === "cannot") return <Cannot problem={of.problem} again={of.again} />;
  if (of.state === "loading" || of.data === undefined) return <Loading />;
  return (
    <>
      {of.asOf && <Offline asOf={of.asOf} />}
      {empty?.(of.data) || children(of.data)}
    </>
  );
}
