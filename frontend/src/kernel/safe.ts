/**
 * The sealed store behind the vault. IndexedDB holds: a device key that cannot be read out, a data key
 * wrapped twice (by the PIN through PBKDF2, and by the device key, so that a copied database cannot be
 * guessed elsewhere), and named objects under AES-GCM bound to their name and owner.
 */
import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from "idb";
import type { Kept } from "./vault";

const NAME = "footbridge";
const ROUNDS = 600_000;
const WRONG_PINS = 10;
const KEEP_DAYS = 14;
const DAY = 86_400_000;

interface Lock {
  owner: string;
  salt: Uint8Array<ArrayBuffer>;
  device: CryptoKey;
  wrapped: Sealed;
  wrong: number;
  seen: number;
}

interface Sealed {
  nonce: Uint8Array<ArrayBuffer>;
  sealed: ArrayBuffer;
}

interface Shelf extends DBSchema {
  lock: { key: string; value: Lock };
  things: { key: string; value: Sealed & { at: string; bytes?: boolean } };
}

const text = new TextEncoder();

function random(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

async function seal(key: CryptoKey, plain: BufferSource, bound: string): Promise<Sealed> {
  const nonce = random(12);
  const how = { name: "AES-GCM", iv: nonce, additionalData: text.encode(bound) };
  return { nonce, sealed: await crypto.subtle.encrypt(how, key, plain) };
}

async function unseal(key: CryptoKey, box: Sealed, bound: string): Promise<ArrayBuffer> {
  const how = { name: "AES-GCM", iv: box.nonce, additionalData: text.encode(bound) };
  return crypto.subtle.decrypt(how, key, box.sealed);
}

async function pinKey(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function dataKey(raw: ArrayBuffer): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export class Safe {
  private database: Promise<IDBPDatabase<Shelf>> | undefined;
  private key: CryptoKey | undefined;
  private ownerId = "";
  /** One after the other: sealing takes its time, and an older state must not land on a newer one. */
  private writes: Promise<unknown> = Promise.resolve();
  /** Rises when the store is let go: what was still to be written then belongs to nobody. */
  private life = 0;

  /** `onLost`: another tab took the store away, and the key went with it. */
  constructor(private readonly onLost: () => void) {}

  private shelf(): Promise<IDBPDatabase<Shelf>> {
    this.database ??= openDB<Shelf>(NAME, 1, {
      upgrade(database) {
        database.createObjectStore("lock");
        database.createObjectStore("things");
      },
      // Another tab signs out: let go, so that its wipe is not held up.
      blocking: () => {
        this.release();
        this.onLost();
      },
      // The browser itself closed it, as after an error of its disk: the next call opens it anew.
      terminated: () => {
        this.database = undefined;
      },
    });
    return this.database;
  }

  private async lock(): Promise<Lock | undefined> {
    return (await this.shelf()).get("lock", "lock");
  }

  async exists(): Promise<boolean> {
    const lock = await this.lock();
    if (lock && Date.now() - lock.seen > KEEP_DAYS * DAY) {
      await this.wipe();
      return false;
    }
    return lock !== undefined;
  }

  async make(pin: string, owner: string): Promise<void> {
    await this.wipe();
    const salt = random(16);
    const raw = random(32);
    const device = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]);
    const inner = await seal(await pinKey(pin, salt), raw, owner);
    const both = new Uint8Array([...inner.nonce, ...new Uint8Array(inner.sealed)]);
    const wrapped = await seal(device, both, owner);
    const lock: Lock = { owner, salt, device, wrapped, wrong: 0, seen: Date.now() };
    await (await this.shelf()).put("lock", lock, "lock");
    this.key = await dataKey(raw.buffer);
    this.ownerId = owner;
    raw.fill(0);
  }

  async open(pin: string): Promise<boolean> {
    const lock = await this.lock();
    if (!lock) return false;
    // Counted before the try: closing the app in the middle gives no free guess.
    await (await this.shelf()).put("lock", { ...lock, wrong: lock.wrong + 1 }, "lock");
    try {
      const both = new Uint8Array(await unseal(lock.device, lock.wrapped, lock.owner));
      const inner: Sealed = { nonce: both.slice(0, 12), sealed: both.slice(12).buffer };
      this.key = await dataKey(await unseal(await pinKey(pin, lock.salt), inner, lock.owner));
    } catch {
      if (lock.wrong + 1 >= WRONG_PINS) await this.wipe();
      return false;
    }
    this.ownerId = lock.owner;
    await (await this.shelf()).put("lock", { ...lock, wrong: 0 }, "lock");
    return true;
  }

  close(): void {
    this.key = undefined;
  }

  async owner(): Promise<string | undefined> {
    return (await this.lock())?.owner;
  }

  async seen(): Promise<void> {
    const lock = await this.lock();
    if (lock) await (await this.shelf()).put("lock", { ...lock, seen: Date.now() }, "lock");
  }

  /** Bytes are kept as they are, all else as JSON; `undefined` takes away what stands there. */
  put(name: string, value: unknown): Promise<void> {
    const { key, life } = this;
    if (!key) return Promise.resolve();
    const bytes = value instanceof Uint8Array;
    const plain = bytes ? (value as Uint8Array<ArrayBuffer>) : text.encode(JSON.stringify(value));
    const bound = `${this.ownerId}/${name}`;
    const written = this.writes.then(async () => {
      const box = await seal(key, plain, bound);
      if (life !== this.life) return;
      const shelf = await this.shelf();
      if (value === undefined) await shelf.delete("things", name);
      else await shelf.put("things", { ...box, bytes, at: new Date().toISOString() }, name);
    });
    this.writes = written.catch(() => undefined);
    return written;
  }

  async get<T>(name: string): Promise<Kept<T> | undefined> {
    const box = await (await this.shelf()).get("things", name);
    if (!box || !this.key) return undefined;
    const plain = await unseal(this.key, box, `${this.ownerId}/${name}`);
    const value = box.bytes ? new Uint8Array(plain) : JSON.parse(new TextDecoder().decode(plain));
    return { value: value as T, at: box.at };
  }

  private release(): void {
    const held = this.database;
    this.life += 1;
    this.key = undefined;
    this.database = undefined;
    void held?.then((database) => database.close());
  }

  async wipe(): Promise<void> {
    this.release();
    await deleteDB(NAME);
  }
}
