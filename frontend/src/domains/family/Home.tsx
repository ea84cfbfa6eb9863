/** A relative's home: who shares what, the next family session, something to read. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { language, t } from "../../kernel/i18n";
import { account } from "../../kernel/session";
import { dateLong, day, dayShort, now, span } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Hero } from "../../ui/Hero";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Ready } from "../../ui/States";
import { type Shared, said } from "./words";

export default function Home() {
  return (
    <Page
      title={t("family.hello", { name: account.value?.name ?? "" })}
      under={t("family.under")}
      over={dayShort(now())}
      tab={t("app.family")}
    >
      <div class="stack wide">
        <NextSession />
        <SharedWithMe />
        <Reading />
      </div>
    </Page>
  );
}

function NextSession() {
  const found = useAsk(() => take(api.GET("/api/v1/live-sessions")), { on: ["live."] });
  const next = found.data?.find((session) => session.state !== "ended" && session.mine === "registered");
  const first = next ?? found.data?.find((session) => session.state !== "ended");
  if (!first) return null;
  const end = new Date(Date.parse(first.starts_at) + first.minutes * 60_000);
  const open = first.state === "open" && first.mine === "registered";
  const when =
    first.state === "open"
      ? t("family.session_now")
      : t("family.session_next", { day: day(first.starts_at) });
  return (
    <Hero
      when={when}
      title={said(first.title)}
      second={t("family.session_line", { time: span(first.starts_at, end), name: first.host_name })}
    >
      <Button href={open ? `/sessions/${first.id}` : "/sessions"}>
        {open ? t("family.session_join") : next ? t("family.session_see") : t("family.session_register")}
      </Button>
    </Hero>
  );
}

/** Nothing shared and nothing shared any more look the same, and blame nobody. */
function SharedWithMe() {
  const found = useAsk(() => take(api.GET("/api/v1/shared")), { on: ["family."] });
  return (
    <Section title={t("family.shared_with_you")}>
      <Ready of={found} empty={(all) => all.length === 0 && <Card>{t("family.nothing_shared")}</Card>}>
        {(all) => (
          <div class="stack tight">
            {all.map((one) => (
              <Person key={one.patient_id} shared={one} />
            ))}
          </div>
        )}
      </Ready>
    </Section>
  );
}

function Person({ shared }: { shared: Shared }) {
  return (
    <div class="stack tight">
      <RowList label={shared.name}>
        {shared.scopes.includes("schedule") && (
          <Row
            icon="calendar"
            href={`/family/${shared.patient_id}/week`}
            title={t("family.week_of", { name: shared.name })}
            second={t("family.week_second")}
          />
        )}
        {shared.scopes.includes("plan") && (
          <Row
            icon="signpost"
            href={`/family/${shared.patient_id}/plan`}
            title={t("family.plan_of", { name: shared.name })}
            second={t("family.plan_second")}
          />
        )}
      </RowList>
      {shared.until && (
        <p class="quiet-text small-text">
          {t("family.until", { name: shared.name, day: dateLong(shared.until) })}
        </p>
      )}
    </div>
  );
}

function Reading() {
  const found = useAsk(
    () =>
      take(
        api.GET("/api/v1/articles", { params: { query: { audience: "family", language: language.value } } }),
      ),
    { on: ["education."], deps: [language.value] },
  );
  const rows = (found.data ?? []).filter((row) => !row.understood).slice(0, 3);
  return (
    <Section
      title={t("family.to_read")}
      end={
        <Button kind="quiet" href="/learn">
          {t("family.all_articles")}
        </Button>
      }
    >
      {rows.length === 0 && found.state === "ready" ? (
        <p class="quiet-text">{t("family.all_read")}</p>
      ) : (
        <RowList>
          {rows.map((row) => (
            <Row key={row.id} icon="page" href={`/learn/${row.id}`} title={row.title} second={row.summary} />
          ))}
        </RowList>
      )}
    </Section>
  );
}
