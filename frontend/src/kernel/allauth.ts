/** The one file that knows the shape of /_allauth/browser/v1/: answers become one of five outcomes. */
import { csrfToken } from "./csrf";
import { language } from "./i18n";

interface Flow {
  id: string;
  is_pending?: boolean;
  types?: string[];
}

interface Answer {
  data?: { flows?: Flow[]; [name: string]: unknown };
  errors?: { code: string; param?: string; message: string }[];
}

export type Outcome =
  | { kind: "in" }
  /** A second step is needed: "mfa_authenticate", "verify_email". */
  | { kind: "more"; flow: string; types: string[] }
  /** The first reason, by its code ("email_password_mismatch"). */
  | { kind: "refused"; code: string; message: string; param?: string }
  | { kind: "too_many" }
  | { kind: "away" };

export interface Raw {
  status: number;
  body: Answer;
}

/** Any call of the documented interface; status 0 when no answer came. */
export async function allauth(method: string, path: string, body?: unknown): Promise<Raw> {
  try {
    const response = await fetch(`/_allauth/browser/v1/${path}`, {
      method,
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        "Accept-Language": language.value,
        "Content-Type": "application/json",
        "X-CSRFToken": csrfToken(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json().catch(() => ({}))) as Answer };
  } catch {
    return { status: 0, body: {} };
  }
}

export function outcome({ status, body }: Raw): Outcome {
  if (status === 200 || status === 409) return { kind: "in" };
  if (status === 429) return { kind: "too_many" };
  if (status === 0 || status >= 500) return { kind: "away" };
  const flow = body.data?.flows?.find((each) => each.is_pending);
  if (status === 401 && flow) return { kind: "more", flow: flow.id, types: flow.types ?? [] };
  const error = body.errors?.[0];
  return {
    kind: "refused",
    code: error?.code ?? String(status),
    message: error?.message ?? "",
    param: error?.param,
  };
}

export async function signInWithPassword(email: string, password: string): Promise<Outcome> {
  return outcome(await allauth("POST", "auth/login", { email, password }));
}

/** The six numbers of the app, or one of the recovery codes. */
export async function sendCode(code: string): Promise<Outcome> {
  return outcome(await allauth("POST", "auth/2fa/authenticate", { code: code.replace(/\s+/g, "") }));
}
