/** The family course: eight sessions in order, with one's own progress. */
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { language, t } from "../../kernel/i18n";
import { Card } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Progress } from "../../ui/Meter";
import { Page } from "../../ui/Page";
import { RowList } from "../../ui/RowList";
import { Ready } from "../../ui/States";
import { ArticleLine } from "./Learn";
import { type Course as CourseData, type CourseSession, said } from "./words";

export default function Course() {
  const found = useAsk(
    () => take(api.GET("/api/v1/course", { params: { query: { language: language.value } } })),
    {
      on: ["education."],
      deps: [language.value],
    },
  );
  return (
    <Page
      title={t("education.course")}
      back="/learn"
      tab={t("app.learn")}
      under={found.data && said(found.data.description)}
    >
      <Ready of={found}>{(course) => <Sessions course={course} />}</Ready>
    </Page>
  );
}

function Sessions({ course }: { course: CourseData }) {
  const total = course.sessions.length;
  return (
    <div class="stack wide">
      <Progress
        done={course.done}
        total={total}
        label={t("education.course_done", { n: course.done, total })}
      />
      {course.done === total && <Card>{said(course.completion)}</Card>}
      {course.sessions.map((session) => (
        <One key={session.n} session={session} />
      ))}
    </div>
  );
}

function One({ session }: { session: CourseSession }) {
  return (
    <section class="stack tight" aria-label={said(session.title)}>
      <div class="section-head">
        <h2>{t("education.session_title", { n: session.n, title: said(session.title) })}</h2>
        {session.done && <Chip tone="done">{t("education.done")}</Chip>}
      </div>
      <p class="quiet-text">{said(session.aim)}</p>
      <RowList>
        {session.articles.map((row) => (
          <ArticleLine key={row.id} row={row} />
        ))}
      </RowList>
      <p class="label-text">{t("education.small_step", { step: said(session.small_step) })}</p>
    </section>
  );
}
