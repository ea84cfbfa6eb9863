import { beforeEach, describe, expect, it, vi } from "vitest";
import "../../src/domains/accounts/events";
import { deliver } from "../../src/kernel/frames";
import { type Account, account } from "../../src/kernel/session";

const CHANGED = { type: "accounts.profile_changed", seq: 1, data: { account_id: "a" } };
let asked: string[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(new URL(request.url).pathname);
    return Promise.reject(new TypeError("no network"));
  });
});

function here(change: Partial<Account>): void {
  account.value = { set_up: true, device_known: true, roles: [], ...change } as unknown as Account;
}

describe("a profile that changed", () => {
  it("is looked at again where the person is in", async () => {
    here({});
    deliver(CHANGED);
    await vi.waitFor(() => expect(asked).toEqual(["/api/v1/session"]));
  });

  it.each([{ set_up: false }, { device_known: false }])(
    "does not take the first questions away from who answers them: %o",
    async (change) => {
      here(change);
      deliver(CHANGED);
      await new Promise((done) => setTimeout(done, 20));
      expect(asked).toEqual([]);
    },
  );
});
