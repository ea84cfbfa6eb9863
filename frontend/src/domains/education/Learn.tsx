/** The library: what to read, by stage, with the course and the live sessions on top. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { language, t } from "../../kernel/i18n";
import { role } from "../../kernel/session";
import { Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Switch } from "../../ui/Choice";
import { Page } from "../../ui/Page";
import { Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { type ArticleRow, audience } from "./words";

const STAGES = ["before", "week1", "middle", "step-down"] as const;

export default function Learn() {
  const [saved, setSaved] = useState(false);
  const whose = audience();
  const found = useAsk(
    () =>
      take(
        api.GET("/api/v1/articles", {
          params: {
            query: { language: language.value, ...(whose && { audience: whose }), ...(saved && { saved }) },
          },
        }),
      ),
    { on: ["education."], deps: [language.value, whose, saved] },
  );
  return (
    <Page title={t("education.title")} under={t("education.under")} tab={t("app.learn")}>
      <div class="stack wide">
        <Doors />
        <Switch atEnd on={saved} onChange={setSaved}>
          {t("education.only_saved")}
        </Switch>
        <Ready
          of={found}
          empty={(all) =>
            all.length === 0 && <Empty>{t(saved ? "education.none_saved" : "education.none")}</Empty>
          }
        >
          {(all) => <Stages all={all} />}
        </Ready>
      </div>
    </Page>
  );
}

function Doors() {
  return (
    <RowList>
      {role.value !== "patient" && (
        <Row
          icon="book"
          href="/learn/course"
          title={t("education.course")}
          second={t("education.course_second")}
        />
      )}
      <Row
        icon="calendar"
        href="/sessions"
        title={t("education.sessions")}
        second={t("education.sessions_second")}
      />
    </RowList>
  );
}

/** Each article once, under the first stage it is for. */
function Stages({ all }: { all: ArticleRow[] }) {
  return (
    <>
      {STAGES.map((stage) => {
        const rows = all.filter((row) => row.stages[0] === stage);
        return (
          rows.length > 0 && (
            <Section key={stage} title={t(`education.stage_${stage.replace("-", "_")}`)}>
              <RowList>
                {rows.map((row) => (
                  <ArticleLine key={row.id} row={row} />
                ))}
              </RowList>
            </Section>
          )
        );
      })}
    </>
  );
}

export function ArticleLine({ row }: { row: ArticleRow }) {
  return (
    <Row
      href={`/learn/${row.id}`}
      title={row.title}
      second={
        <>
          {row.summary} <span class="numbers">{t("education.minutes", { n: row.minutes })}</span>
        </>
      }
      end={row.understood ? <Chip tone="done">{t("education.read")}</Chip> : undefined}
    />
  );
}
