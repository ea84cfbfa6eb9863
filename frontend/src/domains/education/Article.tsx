/** One article to read: text size, saved for later, "I understand". */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { language, t } from "../../kernel/i18n";
import { asProblem, type Problem } from "../../kernel/problem";
import { dateLong } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { FieldError } from "../../ui/Field";
import { Icon } from "../../ui/Icon";
import { Foot, Page } from "../../ui/Page";
import { problemWords, Ready } from "../../ui/States";
import { save, understand } from "./actions";
import type { Article as ArticleData, ArticleRow } from "./words";
import "./Article.css";

type Block = ArticleData["blocks"][number];
const SIZES = ["normal", "larger", "largest"] as const;

export default function Article({ id }: { id: string }) {
  const found = useAsk(
    () =>
      take(
        api.GET("/api/v1/articles/{article_id}", {
          params: { path: { article_id: id }, query: { language: language.value } },
        }),
      ),
    { on: ["education."], deps: [id, language.value] },
  );
  return (
    <Page
      title={found.data?.title ?? t("education.title")}
      back="/learn"
      tab={t("app.learn")}
      under={found.data?.summary}
    >
      <Ready of={found}>{(article) => <Reader article={article} />}</Ready>
    </Page>
  );
}

function Reader({ article }: { article: ArticleData }) {
  const [size, setSize] = useState(0);
  const [marks, setMarks] = useState<Pick<ArticleRow, "saved" | "understood">>(article);
  const [busy, setBusy] = useState<"save" | "understand">();
  const [problem, setProblem] = useState<Problem>();
  const act = (what: "save" | "understand", change: Promise<ArticleRow>) => {
    setBusy(what);
    change
      .then((row) => {
        setProblem(undefined);
        setMarks(row);
      })
      .catch((error) => setProblem(asProblem(error)))
      .finally(() => setBusy(undefined));
  };
  return (
    <>
      <div class="article-tools">
        <Button kind="second" pill icon="plus" onClick={() => setSize((size + 1) % SIZES.length)}>
          {t("education.text_size")}
        </Button>
        <Button
          kind="second"
          pill
          icon={marks.saved ? "tick" : "heart"}
          busy={busy === "save" && t("ui.saving")}
          onClick={() => act("save", save(article.id, !marks.saved))}
        >
          {t(marks.saved ? "education.saved" : "education.save")}
        </Button>
      </div>
      <article class={`article ${SIZES[size]}`} lang={article.language}>
        {grouped(article.blocks)}
      </article>
      <Sources article={article} />
      <Foot>
        {problem && <FieldError>{problemWords(problem)}</FieldError>}
        {marks.understood ? (
          <p class="article-done" role="status">
            <Icon name="tick" />
            <span>{t("education.understood")}</span>
            <Button kind="quiet" onClick={() => act("understand", understand(article.id, false))}>
              {t("education.take_back")}
            </Button>
          </p>
        ) : (
          <Button
            wide
            busy={busy === "understand" && t("ui.saving")}
            onClick={() => act("understand", understand(article.id, true))}
          >
            {t("education.understand")}
          </Button>
        )}
      </Foot>
    </>
  );
}

function grouped(blocks: Block[]) {
  return blocks.map((block, at) => {
    const key = `${at}-${block.type}`;
    if (block.type === "heading") return <h2 key={key}>{block.text}</h2>;
    if (block.type === "paragraph") return <p key={key}>{block.text}</p>;
    return (
      <ul key={key}>
        {block.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    );
  });
}

function Sources({ article }: { article: ArticleData }) {
  return (
    <section class="article-sources stack tight" aria-label={t("education.sources")}>
      <h2>{t("education.sources")}</h2>
      <ul>
        {article.sources.map((source) => (
          <li key={source}>{source}</li>
        ))}
      </ul>
      <p class="quiet-text small-text">
        {t("education.review_by", {
          day: dateLong(`${article.review_by}T12:00:00Z`),
          year: article.review_by.slice(0, 4),
        })}
      </p>
      <p class="quiet-text small-text">{t("education.no_advice")}</p>
    </section>
  );
}
