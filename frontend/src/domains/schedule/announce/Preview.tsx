/** Exactly what a patient gets, before it is sent; and afterwards how many have read it. */
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { Bubble } from "../../../ui/Bubble";
import { Button } from "../../../ui/Button";
import { Section } from "../../../ui/Card";
import { Chip } from "../../../ui/Chip";
import { Foot } from "../../../ui/Page";
import { type Reach, type Sent, type Writing, wordsFor } from "./form";

export function Preview({ reach, writing }: { reach: Reach; writing: Writing }) {
  const english = wordsFor(writing, "en");
  const spanish = wordsFor(writing, "es");
  return (
    <Section title={t("announcements.preview")}>
      {english ? (
        <Copy reach={reach} words={english} changes={writing.what !== "none"} />
      ) : (
        <p class="quiet-text">{t("announcements.preview_empty")}</p>
      )}
      {reach.spanish > 0 && spanish !== english && (
        <>
          <p class="label-text">{t("announcements.preview_es")}</p>
          <div lang="es">
            <Copy reach={reach} words={spanish} changes={writing.what !== "none"} />
          </div>
        </>
      )}
    </Section>
  );
}

function Copy({ words, reach, changes }: { words: string; reach: Reach; changes: boolean }) {
  return (
    <Bubble name={reach.signed}>
      {words}
      {changes && (
        <p>
          <Chip icon="calendar">{t("announcements.session_changed")}</Chip>
        </p>
      )}
    </Bubble>
  );
}

/** Stays true while people read: asked again when a thread was read. */
export function Done({ sent }: { sent: Sent }) {
  const params = { path: { announcement_id: sent.id } };
  const now = useAsk(() => take(api.GET("/api/v1/announcements/{announcement_id}", { params })), {
    on: ["messaging.thread_read"],
    deps: [sent.id],
  });
  return (
    <div class="stack">
      <h2>{t("announcements.sent", { n: sent.to })}</h2>
      <p role="status">{t("announcements.read", { n: now.data?.read ?? sent.read })}</p>
      <p class="quiet-text">{t("announcements.private")}</p>
      <Foot>
        <Button wide href="/groups">
          {t("announcements.done")}
        </Button>
      </Foot>
    </div>
  );
}
