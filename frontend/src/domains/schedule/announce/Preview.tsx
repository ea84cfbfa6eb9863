/** Exactly what a patient gets, before it is sent; and afterwards how many have read it. */
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { Button } from "../../../ui/Button";
import { Card, Section } from "../../../ui/Card";
import "./announce.css";
import { Chip } from "../../../ui/Chip";
import { Foot } from "../../../ui/Page";
import { type Reach, type Sent, type Writing, wordsFor } from "./form";

interface Props {
  reach: Reach;
  writing: Writing;
}

export function Preview({ reach, writing }: Props) {
  const english = wordsFor(writing, "en");
  const differs = reach.spanish > 0 && wordsFor(writing, "es") !== english;
  return (
    <Section title={t("announcements.preview")}>
      {english ? (
        <Copy reach={reach} writing={writing} reads="en" />
      ) : (
        <p class="quiet-text">{t("announcements.preview_empty")}</p>
      )}
      {differs && (
        <>
          <p class="label-text">{t("announcements.preview_es")}</p>
          <Copy reach={reach} writing={writing} reads="es" />
        </>
      )}
    </Section>
  );
}

/** In the reader's language, whatever the sender's is. */
function Copy({ reach, writing, reads }: Props & { reads: "en" | "es" }) {
  return (
    <div lang={reads}>
      <Card>
        <p class="label-text">
          <b>{reach.signed}</b>
        </p>
        <p class="announce-words">{wordsFor(writing, reads)}</p>
        {writing.what !== "none" && (
          <p>
            <Chip icon="calendar">
              {t(reads === "es" ? "announcements.chip_es" : "announcements.chip_en")}
            </Chip>
          </p>
        )}
      </Card>
    </div>
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
