/** Second factors through allauth: what there is, adding, taking away, and proving oneself again. */
import { allauth, type Outcome, outcome, type Raw } from "../../kernel/allauth";

export interface Passkey {
  id: number;
  name: string;
}

export interface FactorsFound {
  passkeys: Passkey[];
  codeApp: boolean;
  /** Recovery codes that are left; null when there never were any. */
  recovery: number | null;
}

interface Row {
  type: "webauthn" | "totp" | "recovery_codes";
  id?: number;
  name?: string;
  unused_code_count?: number;
}

const PLACE = "account/authenticators";

export async function factors(): Promise<FactorsFound | null> {
  const { status, body } = await allauth("GET", PLACE);
  if (status !== 200) return null;
  const rows = (body.data ?? []) as unknown as Row[];
  return {
    passkeys: rows
      .filter((row) => row.type === "webauthn")
      .map(({ id, name }) => ({ id: id ?? 0, name: name ?? "" })),
    codeApp: rows.some((row) => row.type === "totp"),
    recovery: rows.find((row) => row.type === "recovery_codes")?.unused_code_count ?? null,
  };
}

export interface Offer {
  secret: string;
  url: string;
}

/** What a code app needs; an outcome when the server wants a proof first. */
export async function offerCodeApp(): Promise<Offer | Outcome> {
  const asked = await allauth("GET", `${PLACE}/totp`);
  const meta = (asked.body as { meta?: { secret?: string; totp_url?: string } }).meta;
  if (meta?.secret && meta.totp_url) return { secret: meta.secret, url: meta.totp_url };
  return outcome(asked);
}

export async function addCodeApp(code: string): Promise<Outcome> {
  return outcome(await allauth("POST", `${PLACE}/totp`, { code: code.replace(/\s+/g, "") }));
}

export async function removeCodeApp(): Promise<Outcome> {
  return outcome(await allauth("DELETE", `${PLACE}/totp`));
}

export async function removePasskey(id: number): Promise<Outcome> {
  return outcome(await allauth("DELETE", `${PLACE}/webauthn`, { authenticators: [id] }));
}

function codesIn({ body }: Raw): string[] {
  return (body.data as { unused_codes?: string[] } | undefined)?.unused_codes ?? [];
}

/** The codes that were made beside the first factor: the server shows them once. */
export async function firstCodes(): Promise<string[]> {
  return codesIn(await allauth("GET", `${PLACE}/recovery-codes`));
}

export async function newCodes(): Promise<string[] | Outcome> {
  const made = await allauth("POST", `${PLACE}/recovery-codes`, {});
  return made.status === 200 ? codesIn(made) : outcome(made);
}

export function wantsProof(found: Outcome): boolean {
  return found.kind === "more" || (found.kind === "refused" && found.code === "401");
}

export async function proveByPassword(password: string): Promise<Outcome> {
  return outcome(await allauth("POST", "auth/reauthenticate", { password }));
}

export async function proveByCode(code: string): Promise<Outcome> {
  return outcome(await allauth("POST", "auth/2fa/reauthenticate", { code: code.replace(/\s+/g, "") }));
}

export async function changePassword(before: string, next: string): Promise<Outcome> {
  const body = { current_password: before, new_password: next };
  return outcome(await allauth("POST", "account/password/change", body));
}

export async function setPassword(key: string, password: string): Promise<Outcome> {
  const answer = await allauth("POST", "auth/password/reset", { key, password });
  // Set, and nobody is signed in by it: allauth says 401 for that.
  return answer.status === 401 ? { kind: "in" } : outcome(answer);
}

export async function askForPassword(email: string): Promise<Outcome> {
  return outcome(await allauth("POST", "auth/password/request", { email }));
}
