import { render } from "preact";
import { act } from "preact/test-utils";
import { LocationProvider } from "preact-iso";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import SignIn from "../../src/app/signin/SignIn";
import { outcome } from "../../src/kernel/allauth";
import { loadTexts, speak } from "../../src/kernel/i18n";
import { demo } from "../../src/kernel/session";

interface Call {
  path: string;
  body: unknown;
}

let calls: Call[] = [];
let answers: Record<string, [number, unknown]> = {};
let root: HTMLElement;

const MFA = { status: 401, data: { flows: [{ id: "mfa_authenticate", is_pending: true, types: ["totp"] }] } };

beforeAll(() => loadTexts("ui", "app", "signin"));

beforeEach(async () => {
  calls = [];
  answers = {};
  demo.value = false;
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const path = typeof input === "string" ? input : new URL(input.url).pathname;
    calls.push({ path, body: init?.body ? JSON.parse(String(init.body)) : undefined });
    const [status, body] = answers[path.replace("/_allauth/browser/v1/", "")] ?? [503, {}];
    return new Response(JSON.stringify(body), { status });
  });
  root = document.createElement("div");
  document.body.replaceChildren(root);
  await act(() =>
    render(
      <LocationProvider>
        <SignIn />
      </LocationProvider>,
      root,
    ),
  );
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await speak("en");
});

async function tap(words: string): Promise<void> {
  const found = [...root.querySelectorAll("button")].find((button) => button.textContent?.includes(words));
  await act(() => found?.click());
}

async function write(name: string, value: string): Promise<void> {
  const input = root.querySelector<HTMLInputElement>(`input[name=${name}]`);
  await act(() => {
    if (input) input.value = value;
    input?.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

async function submit(): Promise<void> {
  await act(
    () =>
      void root
        .querySelector("form")
        ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })),
  );
  await vi.waitFor(() => expect(root.textContent).not.toContain("Signing in"));
}

describe("signing in", () => {
  it("offers the passkey first, then email, a first visit and the other language, with help in reach", () => {
    const words = [...root.querySelectorAll("button, a")].map((each) => each.textContent);
    expect(words).toEqual([
      "Help now",
      "Sign in with a passkey",
      "Email and password",
      "First time here?",
      "Español",
    ]);
  });

  it("says in plain words when email and password do not go together, and keeps what was typed", async () => {
    answers["auth/login"] = [400, { errors: [{ code: "email_password_mismatch", message: "x" }] }];
    await tap("Email and password");
    await write("email", "maya@example.org");
    await write("password", "wrong");
    await submit();
    expect(root.textContent).toContain("do not go together");
    expect(root.querySelector<HTMLInputElement>("input[name=email]")?.value).toBe("maya@example.org");
  });

  it("goes on to the second step, where a recovery code can stand in for the app", async () => {
    answers["auth/login"] = [401, MFA];
    answers["auth/2fa/authenticate"] = [400, { errors: [{ code: "incorrect_code", message: "x" }] }];
    await tap("Email and password");
    await write("email", "maya@example.org");
    await write("password", "right");
    await submit();
    expect(root.querySelector("h1")?.textContent).toBe("One more step");
    await tap("Use a recovery code");
    await write("code", "abcd 1234");
    await submit();
    expect(calls.at(-1)).toEqual({
      path: "/_allauth/browser/v1/auth/2fa/authenticate",
      body: { code: "abcd1234" },
    });
    expect(root.textContent).toContain("That code did not fit");
  });

  it("sends nothing while something is still empty", async () => {
    await tap("Email and password");
    await submit();
    expect(root.textContent).toContain("Something is still empty.");
    expect(calls).toEqual([]);
  });

  it("changes the language with one tap", async () => {
    await tap("Español");
    await vi.waitFor(() => expect(root.querySelector("h1")?.textContent).toBe("Qué bueno verte"));
    expect(document.documentElement.lang).toBe("es");
  });

  it("keeps the code of an invitation out of everything that a server logs", async () => {
    await tap("First time here?");
    const input = root.querySelector("input");
    await act(() => {
      if (input) input.value = "ABCD EFGH";
      input?.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await act(
      () =>
        void root
          .querySelector("form")
          ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })),
    );
    await vi.waitFor(() => expect(location.hash).toBe("#ABCDEFGH"));
    expect(location.pathname + location.search).toBe("/welcome");
    expect(calls).toEqual([]);
  });
});

describe("an answer of the sign-in interface", () => {
  it("is one of five outcomes", () => {
    expect(outcome({ status: 200, body: {} })).toEqual({ kind: "in" });
    expect(outcome({ status: 401, body: MFA })).toEqual({
      kind: "more",
      flow: "mfa_authenticate",
      types: ["totp"],
    });
    expect(outcome({ status: 429, body: {} })).toEqual({ kind: "too_many" });
    expect(outcome({ status: 0, body: {} })).toEqual({ kind: "away" });
    expect(outcome({ status: 503, body: {} })).toEqual({ kind: "away" });
    expect(outcome({ status: 403, body: {} })).toMatchObject({ kind: "refused", code: "403" });
  });
});
