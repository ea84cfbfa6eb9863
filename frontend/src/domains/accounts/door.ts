/** The doors of the server for people who are not signed in yet, and what their answers mean here. */
import type { components } from "../../api/schema";
import { api, take } from "../../kernel/http";
import { makeCredential } from "../../kernel/passkey";

export type Look = components["schemas"]["InvitationLook"];
export type Accepted = components["schemas"]["Accepted"];

export function lookAt(code: string): Promise<Look> {
  return take(api.POST("/api/v1/invitations/look", { body: { code } }));
}

interface Answers {
  code: string;
  email?: string;
  password?: string;
  passkey?: unknown;
}

export function accept(answers: Answers): Promise<Accepted> {
  const body = { email: "", password: "", passkey: null, ...answers };
  return take(api.POST("/api/v1/invitations/accept", { body }));
}

/** Makes the passkey and the account in one go; null when the person closed the phone's own window. */
export async function acceptWithPasskey(code: string): Promise<Accepted | null> {
  const begun = await take(api.POST("/api/v1/invitations/passkey", { body: { code } }));
  const passkey = await makeCredential(begun.options);
  return passkey && accept({ code, passkey });
}
