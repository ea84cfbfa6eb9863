/**
 * Bytes of files that have not arrived, on a phone of one's own: sealed in the vault, so that a closed app loses
 * none. They go when they have arrived, with whatever wipes the vault, and when no message waits for them.
 */
import { entries } from "../../../kernel/outbox";
import { vault } from "../../../kernel/vault";
import { uploads } from "./chosen";

/** Of all files together, in bytes. */
export const MOST = 25 * 1024 * 1024;
const SHELF = "files";

/** What is known of a file besides its bytes. */
export interface About {
  name: string;
  type: string;
  size: number;
  patientId?: string | undefined;
}

type Shelf = Record<string, About>;
const place = (id: string) => `file.${id}`;

/** One change of the shelf at a time: two files chosen at once must not forget each other. */
let before: Promise<unknown> = Promise.resolve();

function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const mine = before.then(act);
  before = mine.catch(() => undefined);
  return mine;
}

async function shelf(): Promise<Shelf> {
  return (await vault.get<Shelf>(SHELF))?.value ?? {};
}

function waitedFor(id: string): boolean {
  const names = ({ data }: { data: unknown }) => (data as { attachments?: string[] } | null)?.attachments;
  return (
    uploads.peek().some((upload) => upload.id === id) || entries.peek().some((e) => names(e)?.includes(id))
  );
}

/** True once it is kept. False on a phone that others use, and where there is no room for it. */
export function keep(id: string, bytes: Blob, about: Omit<About, "size">): Promise<boolean> {
  return inTurn(async () => {
    if (vault.state.peek() !== "open") return false;
    const held = await shelf();
    for (const old of Object.keys(held)) {
      if (waitedFor(old)) continue;
      delete held[old];
      await vault.put(place(old), undefined);
    }
    const full = Object.values(held).reduce((sum, { size }) => sum + size, bytes.size);
    try {
      if (full > MOST) return false;
      await vault.put(place(id), new Uint8Array(await bytes.arrayBuffer()));
      held[id] = { ...about, size: bytes.size };
      return true;
    } catch {
      return false; // the phone itself has no room left
    } finally {
      await vault.put(SHELF, held);
    }
  });
}

export function letBytesGo(id: string): Promise<void> {
  return inTurn(async () => {
    const held = await shelf();
    if (!held[id]) return;
    delete held[id];
    await vault.put(SHELF, held);
    await vault.put(place(id), undefined);
  });
}

/** A file that an earlier visit kept. */
export async function keptFile(
  id: string,
): Promise<{ file: File; patientId: string | undefined } | undefined> {
  const about = (await shelf())[id];
  const bytes = about && (await vault.get<Uint8Array<ArrayBuffer>>(place(id)))?.value;
  if (!about || !bytes) return undefined;
  return { file: new File([bytes], about.name, { type: about.type }), patientId: about.patientId };
}
