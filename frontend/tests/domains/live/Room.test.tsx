import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import Room from "../../../src/domains/live/Room";
import { deliver } from "../../../src/kernel/frames";
import { loadTexts } from "../../../src/kernel/i18n";

const words = (text: string) => ({ en: text, es: text });
const slide = (index: number) => ({
  index,
  title: words(`Slide ${index}`),
  lines: { en: [`Line ${index}`], es: [] },
  caption: words("Slowly"),
});
const SESSION = {
  id: "s1",
  title: words("Listening first"),
  description: words("Short"),
  host_name: "Lena",
  starts_at: "2026-11-23T22:00:00Z",
  doors_at: "2026-11-23T21:50:00Z",
  minutes: 60,
  capacity: 20,
  free: 3,
  state: "open",
  mine: "registered",
  hosting: false,
};
const ROOM = {
  session: SESSION,
  seq: 4,
  locked: false,
  slide: slide(1),
  slide_count: 8,
  slides: null,
  alias: { name: 0, n: 1 },
  questions: [],
  totals: null,
};

const asked: string[] = [];
let root: HTMLElement;

beforeEach(async () => {
  await loadTexts("live", "ui", "app");
  vi.stubGlobal("fetch", async (request: Request | string, init?: RequestInit) => {
    const path = typeof request === "string" ? request : new URL(request.url).pathname;
    if (path.endsWith("/questions")) asked.push(String(init?.body));
    return new Response(JSON.stringify(ROOM), {
      status: 200,
      headers: { "Content-Type": "application/json" },
    });
  });
  root = document.createElement("div");
  render(<Room id="s1" />, root);
  await vi.waitFor(() => expect(root.textContent).toContain("Slide 1"));
});
afterEach(async () => {
  render(null, root); // leaves the room, which is one more request
  await new Promise((done) => setTimeout(done, 20));
  vi.unstubAllGlobals();
});

const changed = (seq: number, index: number, room = "s1") =>
  act(() => deliver({ type: "live.slide_changed", seq, data: { id: room, seq, slide: slide(index) } }));

describe("a live room", () => {
  it("shows the slide that the host shows, and no older one after it", async () => {
    await changed(6, 3);
    expect(root.textContent).toContain("Slide 3");
    await changed(5, 2);
    expect(root.textContent).toContain("Slide 3");
    await changed(9, 7, "another");
    expect(root.textContent).toContain("Slide 3");
  });

  it("asks without a name unless the person chooses otherwise", async () => {
    const named = root.querySelector<HTMLInputElement>('input[role="switch"]');
    expect(named?.checked).toBe(true);
    const field = root.querySelector("textarea") as HTMLTextAreaElement;
    await act(() => {
      field.value = "What helps?";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await act(() => {
      root.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    });
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(JSON.parse(asked[0] ?? "{}")).toMatchObject({ text: "What helps?", anonymous: true });
  });

  it("turns into its ending when the host ends it", async () => {
    await act(() => deliver({ type: "live.session_ended", seq: 8, data: { ...SESSION, state: "ended" } }));
    expect(root.textContent).toContain("This session has ended");
    expect(root.querySelector("textarea")).toBeNull();
  });
});
