/**
 * What somebody has begun to write at a place ("topic.skills", "thread.<id>"): on the server, so that it
 * comes back after a time-out and on another device; on a phone of one's own in the vault too. Words that
 * the server does not have yet stay in this page, also while one walks to another screen or signs in again.
 */
import { effect, signal, untracked } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { setDirty } from "../../kernel/dirty";
import { onForget } from "../../kernel/forget";
import { api, take } from "../../kernel/http";
import { t } from "../../kernel/i18n";
import { entries } from "../../kernel/outbox";
import { asProblem } from "../../kernel/problem";
import { account } from "../../kernel/session";
import { vault } from "../../kernel/vault";

const PAUSE = 700;
const RETRY = 5_000;

interface Held {
  body: string;
  saving: "nothing" | "unsaved" | "saved";
  /** What another device had written here, and this one has written over. */
  other: string | null;
  /** The server's time of the version that this page knows. */
  seen: string | null;
}

/** On a phone of one's own. */
interface Kept extends Pick<Held, "body" | "seen"> {
  unsaved: boolean;
}

const NOTHING: Held = { body: "", saving: "nothing", other: null, seen: null };

class Place {
  readonly held = signal<Held>(NOTHING);
  owner = account.peek()?.id;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private busy = false;
  private settled = false;
  /** What stands in the vault of this phone, and whether it is being written just now. */
  readonly kept = signal("");
  private keeping: "no" | "once" | "again" = "no";

  constructor(readonly name: string) {}

  /** Asks what there is, unless this page itself has newer words. */
  async open(): Promise<void> {
    const before = this.held.peek();
    if (before.saving === "unsaved" || this.busy) return;
    const kept = (await vault.get<Kept>(`draft.${this.name}`))?.value;
    try {
      const params = { path: { place: this.name } };
      const found = await take(api.GET("/api/v1/drafts/{place}", { params }));
      if (this.held.peek() !== before) return;
      // The copy of words that are on their way goes with their arrival.
      const queued = entries.peek().some(({ data }) => bodyOf(data) === found.body.trim());
      const body = queued ? "" : found.body;
      const { other, updated_at: seen } = found;
      if (kept?.unsaved && kept.body.trim() && kept.body !== body) {
        this.held.value = { body: kept.body, saving: "unsaved", other, seen: kept.seen };
        void this.flush();
      } else this.held.value = { body, saving: body.trim() ? "saved" : "nothing", other, seen };
    } catch (error) {
      if (!asProblem(error).passing || !kept?.body.trim() || this.held.peek() !== before) return;
      const saving = kept.unsaved ? "unsaved" : "saved";
      this.held.value = { body: kept.body, saving, other: null, seen: kept.seen };
    }
  }

  write(body: string): void {
    this.held.value = { ...this.held.peek(), body, saving: "unsaved" };
    this.owner = account.peek()?.id ?? this.owner;
    this.later(PAUSE);
    this.keep();
  }

  /** The words to send; a second tap finds none. The server removes its copy when they arrive. */
  take(): string {
    const body = this.held.peek().body.trim();
    clearTimeout(this.timer);
    this.held.value = { ...NOTHING, seen: this.held.peek().seen };
    this.keep();
    return body;
  }

  /** The other device's words: below one's own, or away. */
  settle(add: boolean): void {
    const { body, other, ...held } = this.held.peek();
    const words = add && other ? [body.trim(), other].filter(Boolean).join("\n") : body;
    this.held.value = { ...held, body: words, other: null, saving: "unsaved" };
    this.settled = true;
    this.keep();
    void this.flush();
  }

  /** `last`: the page goes away, and the request has to outlive it. */
  async flush(last = false): Promise<void> {
    const sent = this.held.peek();
    if (sent.saving !== "unsaved" || (this.busy && !last) || !account.peek()) return;
    clearTimeout(this.timer);
    // A message on its way ends the draft of its place: the next words go after it.
    if (!last && entries.peek().some(({ state }) => state === "waiting" || state === "sending")) {
      this.later(PAUSE);
      return;
    }
    this.busy = true;
    const { body, seen } = sent;
    try {
      const found = await take(
        api.PUT("/api/v1/drafts/{place}", {
          params: { path: { place: this.name } },
          body: { body, seen, settled: this.settled },
          keepalive: last,
        }),
      );
      this.settled = false;
      this.busy = false;
      this.saved(sent, found.updated_at, found.other);
    } catch (error) {
      this.busy = false;
      if (asProblem(error).passing) this.later(RETRY);
    }
  }

  private saved(sent: Held, seen: string | null, other: string | null): void {
    const now = this.held.peek();
    if (now === sent) {
      this.held.value = { ...now, saving: sent.body.trim() ? "saved" : "nothing", other, seen };
      this.keep();
      return;
    }
    // Typed on meanwhile, or sent: then this copy came too late and goes again.
    this.held.value = { ...now, other, seen, saving: "unsaved" };
    void this.flush();
  }

  private later(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), after);
  }

  private keep(): void {
    const { body, seen, saving } = this.held.peek();
    const unsaved = saving === "unsaved";
    setDirty(this.name, unsaved && vault.state.peek() !== "open");
    if (this.keeping === "no") void this.store({ body, seen, unsaved });
    else this.keeping = "again";
  }

  /** One writing at a time, the newest words next: a fast typist does not wait behind each letter. */
  private async store(words: Kept): Promise<void> {
    if (vault.state.peek() !== "open") return;
    this.keeping = "once";
    await vault.put(`draft.${this.name}`, words);
    const again = (this.keeping as string) === "again";
    this.keeping = "no";
    this.kept.value = words.body;
    if (again) this.keep();
  }

  rest(): void {
    clearTimeout(this.timer);
    setDirty(this.name, false);
  }
}

function bodyOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "body" in data ? data.body : undefined;
}

let places = new Map<string, Place>();
/** After a time-out: unsaved words wait, unseen, until the same person is back. Another's sign-in ends them. */
let aside: Place[] = [];

function placeOf(name: string): Place {
  const found = places.get(name) ?? new Place(name);
  places.set(name, found);
  return found;
}

onForget(() => {
  aside = [...places.values()].filter(({ held }) => held.peek().saving === "unsaved");
  for (const place of places.values()) place.rest();
  places = new Map();
}, "written");

effect(() => {
  const me = account.value?.id;
  if (!me) return;
  for (const place of aside) if (place.owner === me) places.set(place.name, place);
  aside = [];
  untracked(flushAll);
});

function flushAll(last = false): void {
  for (const place of places.values()) void place.flush(last);
}

addEventListener("online", () => flushAll());
addEventListener("pagehide", () => flushAll(true));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) flushAll(true);
});

/** Puts words to another place, as when the topic changes. */
export function moveDraft(from: string, to: string): void {
  const body = placeOf(from).held.peek().body;
  if (from === to || !body.trim()) return;
  placeOf(to).write(body);
  placeOf(from).write("");
}

export interface Draft extends Omit<Held, "seen"> {
  /** What this phone itself holds. */
  kept: string;
  write(body: string): void;
  take(): string;
  settle(add: boolean): void;
}

export function useDraft(name: string): Draft {
  const me = account.value?.id;
  const place = useMemo(() => placeOf(name), [name, me]);
  useEffect(() => {
    void place.open();
    const look = () => {
      if (!document.hidden) void place.open();
    };
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      void place.flush();
    };
  }, [place]);
  const { seen: _, ...held } = place.held.value;
  return {
    ...held,
    kept: place.kept.value,
    write: (body) => place.write(body),
    take: () => place.take(),
    settle: (add) => place.settle(add),
  };
}

/** Where what was written stands now. */
export function savedWords({ saving, body, kept }: Draft): string {
  if (saving === "saved") return t("messaging.draft_saved");
  if (saving === "nothing" || !body.trim() || navigator.onLine) return "";
  if (vault.state.value !== "open") return t("messaging.draft_on_page");
  return kept === body ? t("messaging.draft_on_phone") : "";
}
