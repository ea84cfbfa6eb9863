/** Passkeys through the browser and allauth: signing in, and adding one to an account. */
import { allauth, type Outcome, outcome } from "./allauth";

type Json = Record<string, unknown>;
type Described = { id: string; type: PublicKeyCredentialType; transports?: AuthenticatorTransport[] };

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(bytes: ArrayBuffer | null): string | null {
  if (!bytes) return null;
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function described(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list as Described[] | undefined) ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));
}

/** Whether this phone can do it at all. */
export function passkeysWork(): boolean {
  return typeof PublicKeyCredential !== "undefined" && Boolean(navigator.credentials);
}

function shape(credential: PublicKeyCredential): Json {
  const { response } = credential;
  const parts: Json = { clientDataJSON: toText(response.clientDataJSON) };
  if (response instanceof AuthenticatorAssertionResponse) {
    parts.authenticatorData = toText(response.authenticatorData);
    parts.signature = toText(response.signature);
    parts.userHandle = toText(response.userHandle);
  } else if (response instanceof AuthenticatorAttestationResponse) {
    parts.attestationObject = toText(response.attestationObject);
    parts.transports = response.getTransports?.() ?? [];
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  };
}

const STOPPED: Outcome = { kind: "refused", code: "passkey_stopped", message: "" };

function publicKey(raw: unknown): Json | undefined {
  return (raw as { publicKey?: Json } | undefined)?.publicKey;
}

async function assertion(raw: unknown): Promise<Json | null> {
  const options = publicKey(raw);
  if (!options) return null;
  const credential = await navigator.credentials
    .get({
      publicKey: {
        ...(options as unknown as PublicKeyCredentialRequestOptions),
        challenge: toBytes(String(options.challenge)),
        allowCredentials: described(options.allowCredentials),
      },
    })
    .catch(() => null);
  return credential && shape(credential as PublicKeyCredential);
}

/** The ceremony at one of allauth's two doors: options, the phone's own window, the answer. */
async function show(path: string): Promise<Outcome> {
  const asked = await allauth("GET", path);
  if (!asked.body.data?.request_options) return outcome(asked);
  const credential = await assertion(asked.body.data.request_options);
  return credential ? outcome(await allauth("POST", path, { credential })) : STOPPED;
}

export function signInWithPasskey(): Promise<Outcome> {
  return show("auth/webauthn/login");
}

/** Shows again that it is the same person, before something about signing in is changed. */
export function proveByPasskey(): Promise<Outcome> {
  return show("auth/webauthn/reauthenticate");
}

/** Makes a passkey from the server's options; null when the person closed the phone's window. */
export async function makeCredential(raw: unknown): Promise<Json | null> {
  const options = publicKey(raw);
  if (!options) return null;
  const user = options.user as Json;
  const credential = await navigator.credentials
    .create({
      publicKey: {
        ...(options as unknown as PublicKeyCredentialCreationOptions),
        challenge: toBytes(String(options.challenge)),
        user: { ...(user as unknown as PublicKeyCredentialUserEntity), id: toBytes(String(user.id)) },
        excludeCredentials: described(options.excludeCredentials),
      },
    })
    .catch(() => null);
  return credential && shape(credential as PublicKeyCredential);
}

/** Adds a passkey to the account that is signed in; `name` is what the person calls this device. */
export async function addPasskey(name: string): Promise<Outcome> {
  const asked = await allauth("GET", "account/authenticators/webauthn?passwordless");
  if (!asked.body.data?.creation_options) return outcome(asked);
  const credential = await makeCredential(asked.body.data.creation_options);
  if (!credential) return STOPPED;
  return outcome(await allauth("POST", "account/authenticators/webauthn", { name, credential }));
}
