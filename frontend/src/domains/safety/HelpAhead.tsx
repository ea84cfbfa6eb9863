/**
 * Where to find a person, above what somebody writes, once words of risk stand in it. It blocks nothing, takes
 * no focus, and stays after sending until it is closed. Where no word is found, nothing is shown or said.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { fetchLines, knownLines } from "../../ui/crisis/lines";
import { type Ahead, close, helpAt, look, sent } from "./ahead";
import "./HelpAhead.css";

const PAUSE = 400;

interface Props {
  text: string;
  place: string;
}

export default function HelpAhead({ text, place }: Props) {
  const before = useRef("");
  useEffect(() => {
    const was = before.current;
    before.current = text;
    if (!text.trim()) {
      // Sent, perhaps faster than the pause: what was sent counts.
      if (was.trim()) void sent(place, was);
      return;
    }
    const timer = setTimeout(() => void look(place, text), PAUSE);
    return () => clearTimeout(timer);
  }, [text, place]);
  const help = helpAt(place);
  return help?.open ? <Ways help={help} writing={Boolean(text.trim())} place={place} /> : null;
}

function Ways({ help, writing, place }: { help: Ahead; writing: boolean; place: string }) {
  const [lines, setLines] = useState(knownLines);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void fetchLines().then((found) => found && setLines(found));
  }, []);
  const keep = () => {
    // The button goes away with the card: who keeps writing goes on where they write.
    box.current?.parentElement?.querySelector("textarea")?.focus();
    close(place);
  };
  return (
    <div class="help-ahead" ref={box}>
      <Card tone="safety" label={t("safety.ahead_label")}>
        <p class="help-ahead-words">{t("safety.ahead")}</p>
        <div class="help-ahead-ways">
          <Button pill class="help-ahead-call" href={`tel:${lines.call}`}>
            {t("safety.ahead_call", { number: lines.call })}
          </Button>
          {lines.text && (
            <Button kind="second" pill href={`sms:${lines.text}`}>
              {t("safety.ahead_text", { number: lines.text })}
            </Button>
          )}
          {lines.program && (
            <Button kind="second" pill href={`tel:${lines.program.number}`}>
              {t("safety.ahead_program")}
            </Button>
          )}
          {help.level > 2 && (
            <Button kind="second" pill href={`tel:${lines.emergency}`}>
              {t("safety.ahead_call", { number: lines.emergency })}
            </Button>
          )}
        </div>
        <div class="help-ahead-end">
          {place !== "live" && <p class="small-text">{t("safety.ahead_note")}</p>}
          <Button kind="quiet" pill onClick={keep}>
            {t(writing ? "safety.ahead_keep" : "safety.ahead_close")}
          </Button>
        </div>
      </Card>
    </div>
  );
}
