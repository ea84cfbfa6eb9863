import { render } from "preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Asked, type AskOptions, useAsk } from "../../src/kernel/ask";
import { forgetShown } from "../../src/kernel/forget";
import { deliver, refresh } from "../../src/kernel/frames";
import { Problem } from "../../src/kernel/problem";
import { vault } from "../../src/kernel/vault";

let seen: Asked<string>[] = [];

function Screen({ load, options }: { load: () => Promise<string>; options?: AskOptions }) {
  const asked = useAsk(load, options);
  seen.push(asked);
  return null;
}

const last = () => seen.at(-1) as Asked<string>;
const away = new Problem(0, "offline");

function draw(load: () => Promise<string>, options?: AskOptions): void {
  seen = [];
  const root = document.createElement("div");
  render(<Screen load={load} options={options} />, root);
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("reading for a screen", () => {
  it("goes from loading to ready", async () => {
    draw(async () => "week");
    expect(last().state).toBe("loading");
    await vi.waitFor(() => expect(last()).toMatchObject({ state: "ready", data: "week", asOf: undefined }));
  });

  it("says what went wrong when there is nothing to show", async () => {
    draw(() => Promise.reject(new Problem(404, "not_found")));
    await vi.waitFor(() => expect(last()).toMatchObject({ state: "cannot", problem: { status: 404 } }));
  });

  it("asks again when a frame of its kind arrives, and not for others", async () => {
    const load = vi.fn(async () => `round ${load.mock.calls.length}`);
    draw(load, { on: ["schedule."] });
    await vi.waitFor(() => expect(last().data).toBe("round 1"));
    deliver({ type: "messaging.message_sent", seq: 1 });
    deliver({ type: "schedule.session_moved", seq: 2 });
    await vi.waitFor(() => expect(last().data).toBe("round 2"));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it("hears a frame of its kind also when another follows before the screen looks", async () => {
    const load = vi.fn(async () => `round ${load.mock.calls.length}`);
    draw(load, { on: ["schedule."] });
    await vi.waitFor(() => expect(last().data).toBe("round 1"));
    deliver({ type: "schedule.session_changed", seq: 1 });
    deliver({ type: "messaging.message_sent", seq: 2 });
    await vi.waitFor(() => expect(last().data).toBe("round 2"));
  });

  it("keeps what is on the screen through a passing trouble", async () => {
    const answers = ["week"];
    draw(async () => {
      const answer = answers.shift();
      if (answer === undefined) throw away;
      return answer;
    });
    await vi.waitFor(() => expect(last().data).toBe("week"));
    last().again();
    await vi.waitFor(() => expect(last().problem).toBe(away));
    expect(last()).toMatchObject({ state: "ready", data: "week" });
  });

  it("asks again by itself after a passing trouble, later each time, and at once when back online", async () => {
    vi.useFakeTimers();
    const load = vi.fn(() => Promise.reject(away) as Promise<string>);
    draw(load);
    await vi.advanceTimersByTimeAsync(100);
    expect(last().state).toBe("cannot");
    await vi.advanceTimersByTimeAsync(4_600);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(4_200);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(load).toHaveBeenCalledTimes(3);
    load.mockImplementation(async () => "week");
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(100);
    expect(last()).toMatchObject({ state: "ready", data: "week" });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(load).toHaveBeenCalledTimes(4);
  });

  it("does not ask again for what is not there", async () => {
    vi.useFakeTimers();
    const load = vi.fn(() => Promise.reject(new Problem(404, "not_found")) as Promise<string>);
    draw(load);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("takes what was shown away when rights changed and the server cannot be asked", async () => {
    const answers = ["plan"];
    draw(async () => {
      const answer = answers.shift();
      if (answer === undefined) throw away;
      return answer;
    });
    await vi.waitFor(() => expect(last().data).toBe("plan"));
    forgetShown();
    refresh.value += 1;
    await vi.waitFor(() => expect(last()).toMatchObject({ state: "cannot", data: undefined }));
  });

  it("shows what an own phone kept, with its time, when the server is away", async () => {
    const at = "2026-10-09T21:12:00Z";
    vi.spyOn(vault, "get").mockResolvedValue({ value: "kept week", at });
    draw(() => Promise.reject(away), { keep: "week" });
    await vi.waitFor(() => expect(last()).toMatchObject({ state: "ready", data: "kept week", asOf: at }));
  });

  it("shows what arrived although the phone cannot keep it, and says so where it cannot read it", async () => {
    vi.spyOn(vault, "put").mockRejectedValue(new Error("full"));
    vi.spyOn(vault, "get").mockRejectedValue(new Error("broken"));
    draw(async () => "week", { keep: "week" });
    await vi.waitFor(() => expect(last()).toMatchObject({ state: "ready", data: "week" }));
    draw(() => Promise.reject(away), { keep: "week" });
    await vi.waitFor(() => expect(last()).toMatchObject({ state: "cannot", problem: away }));
  });

  it("never shows kept data for what is no longer shared", async () => {
    vi.spyOn(vault, "get").mockResolvedValue({ value: "kept plan", at: "2026-10-09T21:12:00Z" });
    draw(() => Promise.reject(new Problem(404, "not_found")), { keep: "plan" });
    await vi.waitFor(() => expect(last().state).toBe("cannot"));
    expect(last().data).toBeUndefined();
  });
});
