/**
 * What somebody has begun to write at a place ("topic.skills", "thread.<id>"): on the server, so that it
 * comes back after a time-out and on another device; on a phone of one's own in the vault too.
 */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { setDirty } from "../../kernel/dirty";
import { api, take } from "../../kernel/http";
import { asProblem } from "../../kernel/problem";
import { vault } from "../../kernel/vault";

const PAUSE = 700;

export type Saving = "nothing" | "unsaved" | "saved";

interface Draft {
  body: string;
  saving: Saving;
  write(body: string): void;
  /** Sent: the server has removed its copy in the same step. */
  clear(): void;
}

async function save(place: string, body: string): Promise<boolean> {
  try {
    await take(api.PUT("/api/v1/drafts/{place}", { params: { path: { place } }, body: { body } }));
    return true;
  } catch (error) {
    if (!asProblem(error).passing && asProblem(error).status !== 401) throw error;
    return false;
  }
}

export async function moveDraft(to: string, body: string): Promise<void> {
  if (body.trim()) await save(to, body);
}

export function useDraft(place: string): Draft {
  const [body, setBody] = useState("");
  const [saving, setSaving] = useState<Saving>("nothing");
  const pending = useRef<{ body: string; timer: ReturnType<typeof setTimeout> } | null>(null);
  const touched = useRef(false);

  const flush = useCallback(async () => {
    const waiting = pending.current;
    if (!waiting) return;
    clearTimeout(waiting.timer);
    const done = await save(place, waiting.body);
    if (pending.current !== waiting) return;
    if (done) {
      pending.current = null;
      setSaving(waiting.body.trim() ? "saved" : "nothing");
      setDirty(place, false);
    }
  }, [place]);

  useEffect(() => {
    let gone = false;
    touched.current = false;
    setBody("");
    setSaving("nothing");
    void bring(place).then((found) => {
      if (gone || touched.current || !found) return;
      setBody(found);
      setSaving("saved");
    });
    const online = () => void flush();
    addEventListener("online", online);
    return () => {
      gone = true;
      removeEventListener("online", online);
      void flush();
      setDirty(place, false);
    };
  }, [place, flush]);

  const write = (next: string) => {
    touched.current = true;
    setBody(next);
    setSaving("unsaved");
    setDirty(place, true);
    if (pending.current) clearTimeout(pending.current.timer);
    pending.current = { body: next, timer: setTimeout(() => void flush(), PAUSE) };
    void vault.put(`draft.${place}`, next);
  };

  const clear = () => {
    touched.current = true;
    if (pending.current) clearTimeout(pending.current.timer);
    pending.current = null;
    setBody("");
    setSaving("nothing");
    setDirty(place, false);
    void vault.put(`draft.${place}`, "");
  };

  return { body, saving, write, clear };
}

async function bring(place: string): Promise<string> {
  try {
    const found = await take(api.GET("/api/v1/drafts/{place}", { params: { path: { place } } }));
    return found.body;
  } catch (error) {
    if (!asProblem(error).passing) return "";
    return (await vault.get<string>(`draft.${place}`))?.value ?? "";
  }
}
