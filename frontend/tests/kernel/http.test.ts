import { afterEach, describe, expect, it, vi } from "vitest";
import { csrf } from "../../src/kernel/csrf";
import { api, headersFor, refused, take } from "../../src/kernel/http";
import { Problem } from "../../src/kernel/problem";

afterEach(() => vi.unstubAllGlobals());

function answers(response: Response): void {
  vi.stubGlobal("fetch", async () => response);
}

describe("the way to the REST API", () => {
  it("gives every write a token and a key, and no read", () => {
    csrf.value = "token";
    expect(headersFor("POST")).toMatchObject({ "X-CSRFToken": "token" });
    expect(headersFor("POST", "one")["Idempotency-Key"]).toBe("one");
    expect(headersFor("POST")["Idempotency-Key"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headersFor("GET")).not.toHaveProperty("X-CSRFToken");
  });

  it("throws what the server said as a problem, with the sentence of each field", async () => {
    const body = {
      code: "invalid",
      title: "Check this",
      errors: [{ pointer: "/email", detail: "Not an email." }],
    };
    answers(
      new Response(JSON.stringify(body), {
        status: 400,
        headers: { "Content-Type": "application/problem+json" },
      }),
    );
    const problem = (await take(api.GET("/api/v1/session")).catch((error) => error)) as Problem;
    expect(problem).toBeInstanceOf(Problem);
    expect(problem.at("/email")).toBe("Not an email.");
    expect(problem.passing).toBe(false);
  });

  it("reads when to come back from a busy server", async () => {
    answers(new Response("{}", { status: 503, headers: { "Retry-After": "7" } }));
    await expect(take(api.GET("/api/v1/session"))).rejects.toMatchObject({ retryAfter: 7, passing: true });
  });

  it("calls no answer offline", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("no network");
    });
    await expect(take(api.GET("/api/v1/session"))).rejects.toMatchObject({ offline: true, passing: true });
  });

  it("lets the session know of a 401 wherever it happens", async () => {
    const before = refused.value;
    answers(new Response("{}", { status: 401 }));
    await expect(take(api.GET("/api/v1/session"))).rejects.toMatchObject({ status: 401 });
    expect(refused.value).toBe(before + 1);
  });
});
