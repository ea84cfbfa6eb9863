/** The private address that the phone's own calendar reads: make it, copy it, stop it. */
import { useState } from "preact/hooks";
import { useAsk } from "../../../kernel/ask";
import { api, take } from "../../../kernel/http";
import { t } from "../../../kernel/i18n";
import { announce } from "../../../kernel/live";
import { asProblem, type Problem } from "../../../kernel/problem";
import { date } from "../../../kernel/time";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Sheet } from "../../../ui/Dialog";
import { FieldError } from "../../../ui/Field";
import { problemWords, Ready } from "../../../ui/States";
import "./Calendar.css";

export default function PhoneCalendar() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="second" icon="calendar" onClick={() => setOpen(true)}>
        {t("calendar.make")}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("calendar.title")}>
        <Link />
      </Sheet>
    </>
  );
}

function Link() {
  const link = useAsk(() => take(api.GET("/api/v1/calendar")), {});
  const [url, setUrl] = useState<string | null>(null);
  return (
    <div class="stack">
      <p>{t("calendar.why")}</p>
      <Ready of={link}>
        {(data) => (
          <>
            {url && <Fresh url={url} />}
            {data.made_at && !url && (
              <p>
                {t("calendar.on", { date: date(data.made_at) })} {t("calendar.again")}
              </p>
            )}
            <Change on={data.made_at !== null} fresh={url !== null} onUrl={setUrl} again={link.again} />
          </>
        )}
      </Ready>
    </div>
  );
}

/** Shown this once: the server keeps no copy that it could show again. */
function Fresh({ url }: { url: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    setCopied(true);
    announce(t("calendar.copied"));
  };
  return (
    <Card label={t("calendar.link")}>
      <div class="stack tight">
        <h2>{t("calendar.link")}</h2>
        <p class="calendar-link">{url}</p>
        <p>{t("calendar.once")}</p>
        <Button wide onClick={() => void copy().catch(() => setCopied(false))}>
          {copied ? t("calendar.copied") : t("calendar.copy")}
        </Button>
        <Button kind="second" wide icon="calendar" href={url.replace(/^https?:/, "webcal:")}>
          {t("calendar.open")}
        </Button>
        <p class="quiet-text label-text">{t("calendar.how")}</p>
      </div>
    </Card>
  );
}

interface ChangeProps {
  on: boolean;
  fresh: boolean;
  onUrl: (url: string | null) => void;
  again: () => unknown;
}

function Change({ on, fresh, onUrl, again }: ChangeProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const act = async (change: () => Promise<string | null>, said?: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      onUrl(await change());
      if (said) announce(t(said));
      await again();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  const make = () => act(async () => (await take(api.POST("/api/v1/calendar"))).url);
  const stop = () =>
    act(async () => {
      await take(api.DELETE("/api/v1/calendar"));
      return null;
    }, "calendar.stopped");
  return (
    <div class="stack tight">
      {problem && <FieldError>{problemWords(problem)}</FieldError>}
      {!fresh && (
        <Button
          wide
          kind={on ? "second" : "primary"}
          busy={busy && t("calendar.making")}
          onClick={() => void make()}
        >
          {t(on ? "calendar.new" : "calendar.begin")}
        </Button>
      )}
      {on && (
        <Button wide kind={fresh ? "second" : "quiet"} onClick={() => void stop()}>
          {t("calendar.stop")}
        </Button>
      )}
    </div>
  );
}
