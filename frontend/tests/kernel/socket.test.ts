import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { onFrame, refresh } from "../../src/kernel/frames";
import { Live, type Missed } from "../../src/kernel/socket";

class FakeSocket {
  sent: { type: string; id?: string }[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(code = 1006): void {
    this.onclose?.({ code });
  }
  says(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

let sockets: FakeSocket[] = [];
let asked: number[] = [];
let missed: Missed;
let queue: Missed[] = [];
let seen: number[] = [];
let live: Live;
let off: () => void;

const socket = () => sockets.at(-1) as FakeSocket;
const frame = (seq: number) => ({ type: "test.note", seq, data: { seq } });

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  asked = [];
  seen = [];
  queue = [];
  missed = { frames: [], last: 0, more: false, reset: false };
  live = new Live({
    open: () => {
      const made = new FakeSocket();
      sockets.push(made);
      return made as unknown as WebSocket;
    },
    sync: async (after) => {
      asked.push(after);
      return queue.shift() ?? missed;
    },
    random: () => 1,
  });
  off = onFrame<{ seq: number }>("test.note", ({ seq }) => seen.push(seq));
  live.start();
});

afterEach(() => {
  live.stop();
  off();
  vi.useRealTimers();
});

describe("the live connection", () => {
  it("hands frames over in order and ignores one that came before", () => {
    socket().says({ type: "hello", seq: 4 });
    socket().says(frame(5));
    socket().says(frame(6));
    socket().says(frame(5));
    expect(seen).toEqual([5, 6]);
    expect(asked).toEqual([]);
  });

  it("fills a hole in the sequence from sync, once and in order", async () => {
    socket().says({ type: "hello", seq: 4 });
    missed = { ...missed, frames: [frame(5), frame(6), frame(7)], last: 7 };
    socket().says(frame(7));
    await vi.advanceTimersByTimeAsync(0);
    socket().says(frame(8));
    expect(asked).toEqual([4]);
    expect(seen).toEqual([5, 6, 7, 8]);
  });

  it("catches up after a break from where it stood", async () => {
    socket().says({ type: "hello", seq: 4 });
    socket().says(frame(5));
    socket().close();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(2);
    missed = { ...missed, frames: [frame(6), frame(7)], last: 7 };
    socket().says({ type: "hello", seq: 7 });
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([5]);
    expect(seen).toEqual([5, 6, 7]);
  });

  it("polls every ten seconds where sockets are blocked, and stops once one opens", async () => {
    for (let round = 0; round < 3; round += 1) {
      socket().close();
      await vi.advanceTimersByTimeAsync(8_000);
    }
    expect(live.link.value).toBe("polling");
    const before = asked.length;
    missed = { ...missed, frames: [frame(1)], last: 1 };
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked.length).toBeGreaterThan(before);
    expect(seen).toEqual([1]);
    socket().says({ type: "hello", seq: 1 });
    const after = asked.length;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(live.link.value).toBe("live");
    expect(asked).toHaveLength(after);
  });

  it("answers a command with its ack, and with the problem of an error", async () => {
    socket().says({ type: "hello", seq: 0 });
    const good = live.command("messaging.send", { body: "hi" }, "a");
    const bad = live.command("messaging.send", { body: "" }, "b");
    socket().says({ type: "ack", id: "a", data: { id: "a" } });
    socket().says({ type: "error", id: "b", problem: { status: 400, code: "invalid" } });
    await expect(good).resolves.toEqual({ id: "a" });
    await expect(bad).rejects.toMatchObject({ status: 400, code: "invalid" });
  });

  it("rejects what was under way as offline when the connection breaks", async () => {
    socket().says({ type: "hello", seq: 0 });
    const lost = live.command("messaging.send", {}, "a");
    socket().close();
    await expect(lost).rejects.toMatchObject({ status: 0 });
    await expect(live.command("messaging.send", {})).rejects.toMatchObject({ status: 0 });
  });

  it("asks for what happened between the first look and the socket", async () => {
    live.stop();
    missed = { ...missed, frames: [frame(10)], last: 10 };
    live.start(9);
    socket().says({ type: "hello", seq: 10 });
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([9]);
    expect(seen).toEqual([10]);
  });

  it("asks again for what came while it caught up, and was not in the answer", async () => {
    socket().says({ type: "hello", seq: 4 });
    socket().says(frame(5));
    socket().close();
    await vi.advanceTimersByTimeAsync(1_000);
    queue = [
      { frames: [frame(6), frame(7)], last: 7, more: false, reset: false },
      { frames: [frame(8)], last: 8, more: false, reset: false },
    ];
    socket().says({ type: "hello", seq: 7 });
    socket().says(frame(8));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([5, 7]);
    expect(seen).toEqual([5, 6, 7, 8]);
  });

  it("asks again a second later where the answer does not reach what the socket has named", async () => {
    socket().says({ type: "hello", seq: 4 });
    queue = [{ frames: [], last: 4, more: false, reset: false }];
    socket().says(frame(6));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([4]);
    missed = { ...missed, frames: [frame(5), frame(6)], last: 6 };
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toEqual([4, 4]);
    expect(seen).toEqual([5, 6]);
  });

  it("asks on while there is more to catch up with", async () => {
    socket().says({ type: "hello", seq: 0 });
    queue = [
      { frames: [frame(1)], last: 1, more: true, reset: false },
      { frames: [frame(2), frame(3)], last: 3, more: false, reset: false },
    ];
    socket().says(frame(3));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual([0, 1]);
    expect(seen).toEqual([1, 2, 3]);
  });

  it("takes no history where it had no place yet, and disturbs no screen", async () => {
    const before = refresh.value;
    missed = { frames: [], last: 40, more: false, reset: true };
    for (let round = 0; round < 3; round += 1) {
      socket().close();
      await vi.advanceTimersByTimeAsync(4_000);
    }
    expect(asked[0]).toBeGreaterThan(1_000_000_000);
    missed = { frames: [frame(41)], last: 41, more: false, reset: false };
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toContain(40);
    expect(seen).toEqual([41]);
    expect(refresh.value).toBe(before);
  });

  it("asks who may what afresh when rights changed", () => {
    const told = vi.fn();
    live.onSession = told;
    socket().says({ type: "hello", seq: 0 });
    socket().says({ type: "access_changed" });
    expect(told).toHaveBeenCalledWith(0);
    expect(live.link.value).toBe("live");
  });

  it("pings, and gives up a connection that no longer answers", async () => {
    socket().says({ type: "hello", seq: 0 });
    await vi.advanceTimersByTimeAsync(25_000);
    expect(socket().sent.at(-1)).toMatchObject({ type: "ping" });
    const closed = vi.spyOn(socket(), "close");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(closed).toHaveBeenCalled();
  });

  it.each([4401, 4403])("tells the session and does not reconnect after close %i", async (code) => {
    const told = vi.fn();
    live.onSession = told;
    socket().says({ type: "hello", seq: 0 });
    socket().close(code);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toHaveBeenCalledWith(code);
    expect(sockets).toHaveLength(1);
  });

  it("asks the screens to fetch afresh after a gone frame and after too long a break", async () => {
    socket().says({ type: "hello", seq: 4 });
    const before = refresh.value;
    socket().says({ type: "gone", seq: 5 });
    expect(refresh.value).toBe(before + 1);
    missed = { frames: [frame(20)], last: 20, more: false, reset: true };
    socket().says(frame(19));
    await vi.advanceTimersByTimeAsync(0);
    expect(refresh.value).toBe(before + 2);
    socket().says(frame(21));
    expect(seen).toEqual([20, 21]);
  });
});
