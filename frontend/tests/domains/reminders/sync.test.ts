import { afterEach, describe, expect, it, vi } from "vitest";
import { sync } from "../../../src/domains/reminders/sync";

function browserWith(subscription: unknown): void {
  const registration = { pushManager: { getSubscription: async () => subscription } };
  Object.defineProperty(navigator, "serviceWorker", {
    value: { getRegistration: async () => registration },
    configurable: true,
  });
}

describe("at each start of the app", () => {
  const told: unknown[] = [];
  const server = async (request: Request) => {
    told.push([request.method, new URL(request.url).pathname, await request.json()]);
    return new Response(null, { status: 204 });
  };

  afterEach(() => {
    told.length = 0;
    vi.unstubAllGlobals();
    Reflect.deleteProperty(navigator, "serviceWorker");
  });

  it("the server hears of the address that this browser has now @feature:B2.c", async () => {
    vi.stubGlobal("fetch", server);
    const keys = { p256dh: "k", auth: "a" };
    for (const endpoint of ["https://push.example.org/old", "https://push.example.org/new"]) {
      browserWith({ toJSON: () => ({ endpoint, keys }) });
      await sync();
    }
    expect(told).toEqual([
      ["PUT", "/api/v1/push-devices", { endpoint: "https://push.example.org/old", keys }],
      ["PUT", "/api/v1/push-devices", { endpoint: "https://push.example.org/new", keys }],
    ]);
  });

  it("nothing is told where this browser gets no pushes", async () => {
    vi.stubGlobal("fetch", server);
    browserWith(null);
    await sync();
    expect(told).toEqual([]);
  });
});
