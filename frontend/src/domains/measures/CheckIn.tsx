/** A questionnaire, one question a screen. Choosing never moves on by itself; nothing answered is lost. */

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAsk } from "../../kernel/ask";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { Choice } from "../../ui/Choice";
import { Progress } from "../../ui/Meter";
import { Foot, Page } from "../../ui/Page";
import { Ready } from "../../ui/States";
import { After } from "./After";
import { complete, type Form, languageOf } from "./actions";
import "./CheckIn.css";
import { useDraft } from "./draft";

export default function CheckIn({ id }: { id: string }) {
  const form = useAsk(
    () => take(api.GET("/api/v1/measures/{measure_id}/form", { params: { path: { measure_id: id } } })),
    { deps: [id] },
  );
  if (form.state !== "ready" || !form.data) {
    return (
      <Page title={t("measures.check_in")} back="/check-ins">
        <Ready of={form}>{() => null}</Ready>
      </Page>
    );
  }
  return <Questions key={id} id={id} form={form.data} />;
}

function firstOpen(form: Form): number {
  const at = form.items.findIndex((item) => !(item.id in form.answers));
  return at === -1 ? form.items.length - 1 : at;
}

function Questions({ id, form }: { id: string; form: Form }) {
  const { route } = useLocation();
  const draft = useDraft(id, form);
  const [at, setAt] = useState(() => firstOpen(form));
  const [missing, setMissing] = useState(false);
  const [sent, setSent] = useState<string | null>(null);

  if (sent) return <After entry={sent} form={form} answers={draft.answers} />;

  const item = form.items[at];
  if (!item) return null;
  const value = draft.answers[item.id] ?? null;
  const last = at === form.items.length - 1;
  const asked = form.items.filter((one) => one.required).length;

  function next() {
    if (item?.required && value === null) {
      setMissing(true);
      return;
    }
    setMissing(false);
    if (!last) {
      setAt(at + 1);
      scrollTo({ top: 0 });
      return;
    }
    setSent(complete({ measure: id, answers: draft.answers, language: languageOf(form) }));
  }

  return (
    <Page
      key={item.id}
      title={asQuestion(item.text)}
      under={undefined}
      back={at === 0 ? "/check-ins" : undefined}
      over={at > 0 ? <BackOne onBack={() => setAt(at - 1)} /> : undefined}
    >
      <div class="check-in-top" lang={form.language}>
        <Progress
          done={Math.min(at + 1, asked)}
          total={asked}
          label={at < asked ? t("measures.question_of", { at: at + 1, of: asked }) : t("measures.one_more")}
        />
        {item.required && <p class="check-in-lead">{form.lead}</p>}
      </div>
      <div class="check-in" lang={form.language}>
        {item.risk && (
          <Card tone="safety">
            <p>{t("measures.before_risk")}</p>
          </Card>
        )}
        <Choice
          label={item.text}
          hideLabel
          answers={item.options}
          value={value}
          onValue={(chosen) => {
            setMissing(false);
            draft.choose(item.id, chosen);
          }}
          error={missing ? t("forms.answer_missing") : undefined}
        />
      </div>
      <Foot>
        <Button wide onClick={next}>
          {last ? t("measures.done") : t("measures.next")}
        </Button>
        <p class="check-in-later">
          <Button kind="quiet" onClick={() => void draft.flush().then(() => route("/today"))}>
            {t("measures.later")}
          </Button>
        </p>
        <p class="check-in-saved" role="status">
          {draft.state === "unsaved"
            ? t("measures.not_saved")
            : draft.state === "saved"
              ? t("measures.saved")
              : ""}
        </p>
      </Foot>
    </Page>
  );
}

/** The official words are statements; as a title they end in a question mark. */
function asQuestion(text: string): string {
  return /[?.:]$/.test(text) ? text : `${text}?`;
}

function BackOne({ onBack }: { onBack: () => void }) {
  return (
    <Button kind="quiet" onClick={onBack}>
      {t("measures.back_one")}
    </Button>
  );
}
