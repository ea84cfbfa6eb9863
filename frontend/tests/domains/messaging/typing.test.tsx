import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Message, Thread } from "../../../src/domains/messaging/state";
import { EVERY } from "../../../src/domains/messaging/typing/saying";
import TypingLine from "../../../src/domains/messaging/typing/TypingLine";
import { forgetAll } from "../../../src/kernel/forget";
import { arrived, deliver } from "../../../src/kernel/frames";
import { loadTexts, speak } from "../../../src/kernel/i18n";
import { offline } from "../../../src/kernel/problem";
import { live } from "../../../src/kernel/socket";

const ID = "11111111-1111-4111-8111-111111111111";
const OTHER = "22222222-2222-4222-8222-222222222222";

function thread(change: Partial<Thread> = {}): Thread {
  return { id: ID, patient_name: "Maya", last_seq: 1, last: null, ...change } as Thread;
}

const last = (from_team: boolean) => ({ from_team }) as unknown as Thread["last"] & Message;

let page: HTMLElement;
let said: unknown[];

async function show(forTeam: boolean, change: Partial<Thread> = {}): Promise<void> {
  await act(async () => render(<TypingLine thread={thread(change)} forTeam={forTeam} />, page));
}

async function hear(kind: "team_writes" | "patient_writes", thread_id = ID): Promise<void> {
  await act(async () => deliver({ type: `messaging.${kind}`, data: { thread_id } }));
}

async function wait(ms: number): Promise<void> {
  await act(async () => void (await vi.advanceTimersByTimeAsync(ms)));
}

/** A field as the composer, or as the form of a note, has one. */
function field(within: string): HTMLTextAreaElement {
  const box = document.createElement("div");
  box.className = within;
  const found = document.createElement("textarea");
  box.append(found);
  page.after(box);
  return found;
}

function press(where: HTMLTextAreaElement, words: string): void {
  where.value = words;
  where.dispatchEvent(new Event("input", { bubbles: true }));
}

beforeEach(async () => {
  vi.useFakeTimers();
  document.body.innerHTML = "";
  page = document.createElement("div");
  document.body.append(page);
  said = [];
  live.link.value = "live";
  vi.spyOn(live, "command").mockImplementation(async (type, data) => void said.push([type, data]));
  await loadTexts("talks");
  await speak("en");
});

afterEach(() => {
  render(null, page);
  live.link.value = "off";
  forgetAll();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("that the other side writes", () => {
  it("stands for some seconds after the last word of it, and ends by itself @feature:M6.f", async () => {
    await show(false);
    await hear("team_writes");
    expect(page.textContent).toBe("Your team is writing");
    await wait(3_000);
    await hear("team_writes");
    await wait(5_000);
    expect(page.textContent).toBe("Your team is writing");
    await wait(2_000);
    expect(page.textContent).toBe("");
  });

  it("names the patient to the team, and is told of this thread and the other side alone", async () => {
    await show(true);
    await hear("patient_writes", OTHER);
    await hear("team_writes");
    expect(page.textContent).toBe("");
    await hear("patient_writes");
    expect(page.textContent).toBe("Maya is writing");
  });

  it("ends with their message, also when a word of it comes late; not with one's own", async () => {
    await show(false, { last: last(false) });
    await hear("team_writes");
    await show(false, { last: last(false), last_seq: 2 });
    expect(page.textContent).toBe("Your team is writing");
    await show(false, { last: last(true), last_seq: 3 });
    expect(page.textContent).toBe("");
    await hear("team_writes");
    expect(page.textContent).toBe("");
    await wait(3_000);
    await hear("team_writes");
    expect(page.textContent).toBe("Your team is writing");
  });

  it("makes no screen ask again", async () => {
    const before = arrived.value;
    await hear("team_writes");
    expect(arrived.value).toBe(before);
  });
});

describe("saying that one writes", () => {
  it("goes out once in three seconds while keys are pressed @feature:M6.f", async () => {
    await show(false);
    const box = field("composer");
    for (const words of ["H", "He", "Hel"]) press(box, words);
    expect(said).toEqual([["messaging.typing", { thread_id: ID }]]);
    await wait(EVERY);
    press(box, "Hell");
    expect(said).toHaveLength(2);
    await wait(60_000);
    expect(said).toHaveLength(2);
  });

  it("is not for a note, an emptied field, or a line that is not live @feature:M6.g", async () => {
    await show(true);
    press(field("note-form"), "For us");
    press(field("composer"), " ");
    live.link.value = "polling";
    press(field("composer"), "Hello");
    expect(said).toEqual([]);
  });

  it("does not mind when it is lost", async () => {
    const error = vi.spyOn(console, "error");
    vi.mocked(live.command).mockRejectedValue(offline());
    await show(false);
    press(field("composer"), "Hello");
    await wait(0);
    expect(error).not.toHaveBeenCalled();
  });
});
