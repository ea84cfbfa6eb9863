/**
 * One socket for everything live. A hole in `seq` is filled from GET /api/v1/sync; where sockets are
 * blocked the same answer is polled every ten seconds. Commands carry their uuid and are safe to repeat.
 */
import { signal } from "@preact/signals";
import { deliver, type Frame, refresh } from "./frames";
import { api, take } from "./http";
import { offline, Problem, toProblem } from "./problem";

export type Link = "off" | "connecting" | "live" | "polling";

const PROTOCOL = "footbridge.v1";
const HEARTBEAT = 25_000;
const ANSWER_WITHIN = 10_000;
const POLL = 10_000;
const BACKOFF = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const BLOCKED_AFTER = 3;
/** Beyond every sequence: sync answers with the end, and none of the history. */
const THE_END = Number.MAX_SAFE_INTEGER;

export const CLOSED = { signedOut: 4401, accessEnded: 4403, badRequest: 4400, tooMany: 4429 } as const;

interface Incoming {
  type: string;
  seq?: number;
  id?: string;
  data?: unknown;
  problem?: { status?: number };
}

interface Waiting {
  resolve(data: unknown): void;
  reject(problem: Problem): void;
}

export interface Missed {
  frames: Frame[];
  last: number;
  /** Ask once more, after `last`. */
  more: boolean;
  /** What lay between is no longer held: the screens fetch afresh. */
  reset: boolean;
}

/** The pieces that tests replace. */
export interface Outside {
  open(): WebSocket;
  sync(after: number): Promise<Missed>;
  /** Between 0 and 1: spreads the reconnects of many phones. */
  random(): number;
}

const outside: Outside = {
  open: () => new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`, PROTOCOL),
  sync: (after) => take(api.GET("/api/v1/sync", { params: { query: { after } } })) as Promise<Missed>,
  random: Math.random,
};

export class Live {
  readonly link = signal<Link>("off");
  /** Called when the session may be another: a close code that says so, or 0 when rights changed. */
  onSession: (code: number) => void = () => undefined;

  private socket: WebSocket | undefined;
  private last: number | undefined;
  /** The farthest that the socket has named: what lies up to it must come, also if it came while we asked. */
  private named = 0;
  private tries = 0;
  private running = false;
  private catching: Promise<void> | undefined;
  private readonly waiting = new Map<string, Waiting>();
  private readonly timers: Record<string, ReturnType<typeof setTimeout> | undefined> = {};

  constructor(private readonly out: Outside = outside) {}

  /** `from`: the number before which the screens have everything, because they ask after it was given. */
  start(from?: number): void {
    if (this.running) return;
    this.running = true;
    this.last ??= from;
    this.tries = 0;
    this.connect();
  }

  /** Ends the connection and forgets the place: the next person starts at their own. */
  stop(): void {
    this.running = false;
    this.last = undefined;
    this.named = 0;
    for (const name of Object.keys(this.timers)) this.clear(name);
    this.socket?.close(1000);
    this.lost();
    this.link.value = "off";
  }

  /** The phone came back (online, visible): try at once and not at the end of the back-off. */
  nudge(): void {
    if (!this.running || this.link.value === "live") return;
    this.tries = 0;
    this.connect();
  }

  /** Sends a command and waits for its ack. Rejects as offline at once when there is no live socket. */
  command(type: string, data: unknown, id: string = crypto.randomUUID()): Promise<unknown> {
    const socket = this.socket;
    if (this.link.value !== "live" || !socket) return Promise.reject(offline());
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => this.settle(id)?.reject(offline()), ANSWER_WITHIN);
      const done =
        <V>(settle: (value: V) => void) =>
        (value: V) => {
          clearTimeout(late);
          settle(value);
        };
      this.waiting.set(id, { resolve: done(resolve), reject: done(reject) });
      socket.send(JSON.stringify({ type, id, data }));
    });
  }

  private connect(): void {
    this.clear("retry");
    if (!this.running || this.socket) return;
    if (this.link.value !== "polling") this.link.value = "connecting";
    let socket: WebSocket;
    try {
      socket = this.out.open();
    } catch {
      this.again();
      return;
    }
    this.socket = socket;
    socket.onmessage = (event) => this.receive(socket, String(event.data));
    socket.onclose = (event) => this.closed(socket, event.code);
  }

  private receive(socket: WebSocket, text: string): void {
    if (socket !== this.socket) return;
    this.alive(socket);
    const message = JSON.parse(text) as Incoming;
    if (message.type === "hello") this.greeted(message.seq ?? 0);
    else if (message.type === "ack") this.settle(message.id)?.resolve(message.data);
    else if (message.type === "error") {
      this.settle(message.id)?.reject(toProblem(message.problem?.status ?? 400, message.problem));
    } else if (message.type === "access_changed") {
      this.onSession(0);
    } else if (message.seq !== undefined) this.take(message as Frame);
    else deliver(message);
  }

  private greeted(seq: number): void {
    this.tries = 0;
    this.clear("poll");
    this.link.value = "live";
    if (this.last === undefined) this.last = seq;
    else if (seq > this.last) this.fillUpTo(seq);
  }

  private take(frame: Frame): void {
    const last = this.last ?? frame.seq - 1;
    if (frame.seq <= last) return;
    if (frame.seq > last + 1) {
      this.fillUpTo(frame.seq);
      return;
    }
    this.last = frame.seq;
    deliver(frame);
  }

  private fillUpTo(seq: number): void {
    this.named = Math.max(this.named, seq);
    void this.catchUp();
  }

  /** Everything since the last frame; the frame that showed the hole is in the answer too. */
  private catchUp(): Promise<void> {
    this.catching ??= this.fetchMissed().finally(() => {
      this.catching = undefined;
    });
    return this.catching;
  }

  private async fetchMissed(): Promise<void> {
    try {
      for (let more = true; more && this.running; ) {
        const before = this.last;
        const fresh = before === undefined;
        const missed = await this.out.sync(this.last ?? THE_END);
        if (!this.running) return;
        this.accept(missed, fresh);
        // A frame that came meanwhile was left for this answer, which may be older than the frame.
        more = missed.more || (this.isBehind() && this.last !== before);
      }
      if (this.isBehind()) this.later("catch", () => void this.catchUp(), 1_000);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.passing) this.later("catch", () => void this.catchUp(), 3_000);
    }
  }

  private isBehind(): boolean {
    return this.running && this.named > (this.last ?? this.named);
  }

  /** `fresh`: there was no place before, so nothing on the screens can be missing. */
  private accept({ frames, last, reset }: Missed, fresh: boolean): void {
    if (reset) {
      this.last = last;
      // Numbers from before a restore are nobody's any more.
      this.named = Math.min(this.named, last);
      if (!fresh) refresh.value += 1;
    }
    for (const frame of frames) {
      if (!reset && frame.seq <= (this.last ?? 0)) continue;
      this.last = frame.seq;
      deliver(frame);
    }
    this.last = reset ? last : Math.max(this.last ?? 0, last);
  }

  private closed(socket: WebSocket, code: number): void {
    if (socket !== this.socket) return;
    this.lost();
    if (!this.running) return;
    if (code === CLOSED.signedOut || code === CLOSED.accessEnded) {
      this.stop();
      this.onSession(code);
      return;
    }
    if (code === CLOSED.tooMany || code === CLOSED.badRequest) this.tries = Math.max(this.tries, 4);
    this.again();
  }

  private again(): void {
    this.socket = undefined;
    this.tries += 1;
    if (this.tries >= BLOCKED_AFTER) this.poll();
    else this.link.value = "connecting";
    const step = BACKOFF[Math.min(this.tries, BACKOFF.length) - 1] ?? 30_000;
    this.later("retry", () => this.connect(), step * (0.5 + this.out.random() / 2));
  }

  private poll(): void {
    if (this.link.value === "polling") return;
    this.link.value = "polling";
    const round = async () => {
      if (this.link.value !== "polling") return;
      await this.catchUp();
      this.later("poll", () => void round(), POLL);
    };
    void round();
  }

  private alive(socket: WebSocket): void {
    this.clear("silence");
    this.later(
      "beat",
      () => {
        socket.send(JSON.stringify({ type: "ping", id: crypto.randomUUID() }));
        this.later("silence", () => socket.close(), ANSWER_WITHIN);
      },
      HEARTBEAT,
    );
  }

  private lost(): void {
    this.socket = undefined;
    this.clear("beat");
    this.clear("silence");
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(offline());
  }

  private settle(id: string | undefined): Waiting | undefined {
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (id !== undefined) this.waiting.delete(id);
    return waiting;
  }

  private later(name: string, act: () => void, after: number): void {
    this.clear(name);
    this.timers[name] = setTimeout(act, after);
  }

  private clear(name: string): void {
    clearTimeout(this.timers[name]);
    this.timers[name] = undefined;
  }
}

export const live = new Live();
