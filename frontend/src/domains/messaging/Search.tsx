/**
 * Words in the talks of two years, newest first. The server looks through them page by page, so the first
 * hits stand at once and the line under the field says how far back it has looked.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import type { components } from "../../api/schema";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { asProblem } from "../../kernel/problem";
import { dateLong, moment } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Field } from "../../ui/Field";
import { Row, RowList } from "../../ui/RowList";
import { problemWords } from "../../ui/States";
import { shortName, topicWord } from "./words";
import "./messaging.css";

type Hit = components["schemas"]["Hit"];
const AT_ONCE = 30;

interface SearchProps {
  /** Of the team's search; a patient searches their own. */
  patient?: string;
  base: string;
  onOpen?: () => void;
}

export function Search({ patient, base, onOpen }: SearchProps) {
  const [words, setWords] = useState("");
  const [hits, setHits] = useState<Hit[]>([]);
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  const [next, setNext] = useState<string | null>(null);
  const round = useRef(0);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // In the sheet the field has the focus as it opens; on a screen of its own the title has it.
    const field = patient && form.current?.querySelector("input");
    if (field) field.autofocus = true;
  }, [patient]);
  useEffect(
    () => () => {
      round.current += 1;
    },
    [],
  );
  const look = async (asked: string, from: string | null, known: Hit[]) => {
    round.current += 1;
    const mine = round.current;
    setBusy(true);
    let [found, cursor, more] = [known, from, true];
    try {
      while (more && found.length < known.length + AT_ONCE) {
        const body = { words: asked, ...(patient && { patient }), ...(cursor && { cursor }) };
        const page = await take(api.POST("/api/v1/messages/search", { body }));
        if (mine !== round.current) return;
        found = [...found, ...page.results];
        cursor = page.next;
        more = cursor !== null;
        setHits(found);
        setSaid(t("talks.looking", { day: dateLong(page.back_to) }));
        if (!more) setSaid(t("talks.hits", { n: found.length }));
        else if (found.length >= known.length + AT_ONCE) {
          setSaid(t("talks.looked", { n: found.length, day: dateLong(page.back_to) }));
        }
      }
    } catch (error) {
      if (mine === round.current) setSaid(problemWords(asProblem(error)));
    }
    if (mine !== round.current) return;
    setNext(cursor);
    setBusy(false);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!words.trim()) return;
    setHits([]);
    void look(words.trim(), null, []);
  };
  return (
    <div class="stack">
      <form class="stack tight" ref={form} onSubmit={submit}>
        <Field
          label={t("talks.search_words")}
          type="search"
          value={words}
          onValue={setWords}
          maxLength={100}
        />
        <Button type="submit" wide busy={busy && t("talks.searching")}>
          {t("messaging.search")}
        </Button>
      </form>
      <p role="status" class="quiet-text">
        {said}
      </p>
      {hits.length > 0 && (
        <RowList label={t("talks.found")}>
          {hits.map((hit) => (
            <HitRow key={hit.message_id} hit={hit} base={base} own={!patient} onOpen={onOpen} />
          ))}
        </RowList>
      )}
      {next && !busy && hits.length > 0 && (
        <Button kind="second" wide onClick={() => void look(words.trim(), next, hits)}>
          {t("talks.look_on")}
        </Button>
      )}
    </div>
  );
}

interface HitRowProps {
  hit: Hit;
  base: string;
  own: boolean;
  onOpen: (() => void) | undefined;
}

function HitRow({ hit, base, own, onOpen }: HitRowProps) {
  const who = own && !hit.from_team ? t("messaging.you") : shortName(hit.author_name);
  return (
    <Row
      href={`${base}${hit.thread_id}?at=${hit.seq}`}
      {...(onOpen && { onClick: onOpen })}
      title={
        <span class="thread-top">
          <span>{t("messaging.from", { name: who, time: topicWord(hit.topic) })}</span>
          <span class="thread-time numbers">{moment(hit.sent_at)}</span>
        </span>
      }
      second={
        <span class="hit">
          {hit.before}
          <mark>{hit.word}</mark>
          {hit.after}
        </span>
      }
    />
  );
}
