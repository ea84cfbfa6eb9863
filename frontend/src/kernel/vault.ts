/**
 * What a phone of one's own keeps for reading offline: named objects, sealed. On a shared device there
 * is no vault, and every call here does nothing. The store itself loads only when it is needed.
 */
import { signal } from "@preact/signals";
import type { Safe } from "./safe";

export type VaultState = "none" | "locked" | "open";

export interface Kept<T> {
  value: T;
  /** ISO time of the writing: the "as of" of an offline screen. */
  at: string;
}

class Vault {
  /** none: nothing is kept here. locked: a PIN is needed. open: reads and writes work. */
  readonly state = signal<VaultState>("none");
  private safe: Safe | undefined;

  private async load(): Promise<Safe> {
    this.safe ??= new (await import("./safe")).Safe(() => this.lock());
    return this.safe;
  }

  /** Finds out at the start whether this phone keeps anything; older than 14 days is wiped. */
  async look(): Promise<VaultState> {
    if (!(globalThis.localStorage?.getItem("footbridge.vault") === "1")) return "none";
    const safe = await this.load();
    this.state.value = (await safe.exists()) ? "locked" : "none";
    return this.state.value;
  }

  /** Makes the vault: the person said that the phone is their own, and chose a PIN. */
  async setUp(pin: string, accountId: string): Promise<void> {
    const safe = await this.load();
    await safe.make(pin, accountId);
    localStorage.setItem("footbridge.vault", "1");
    this.state.value = "open";
  }

  /** True when the PIN fits. After ten wrong ones everything kept is wiped. */
  async unlock(pin: string): Promise<boolean> {
    const safe = await this.load();
    const opened = await safe.open(pin);
    this.state.value = opened ? "open" : (await safe.exists()) ? "locked" : "none";
    return opened;
  }

  lock(): void {
    if (this.state.value !== "open") return;
    this.safe?.close();
    this.state.value = "locked";
  }

  async put(name: string, value: unknown): Promise<void> {
    if (this.state.value === "open") await this.safe?.put(name, value);
  }

  async get<T>(name: string): Promise<Kept<T> | undefined> {
    return this.state.value === "open" ? this.safe?.get<T>(name) : undefined;
  }

  /** The account that made the vault, or undefined: another person's sign-in wipes it. */
  async owner(): Promise<string | undefined> {
    return this.state.value === "none" ? undefined : (await this.load()).owner();
  }

  /** The server was reached as this person: the 14 days start again. */
  async seen(): Promise<void> {
    if (this.state.value !== "none") await (await this.load()).seen();
  }

  async wipe(): Promise<void> {
    if (!globalThis.localStorage?.getItem("footbridge.vault") && !this.safe) return;
    await (await this.load()).wipe();
    localStorage.removeItem("footbridge.vault");
    this.state.value = "none";
  }
}

export const vault = new Vault();
