import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import Home from "../../../src/domains/family/Home";
import SharedWeek from "../../../src/domains/family/SharedWeek";
import { refresh } from "../../../src/kernel/frames";
import { loadTexts } from "../../../src/kernel/i18n";

const WEEK = {
  patient_id: "p1",
  first: "2026-11-23",
  last: "2026-11-29",
  timezone: "America/New_York",
  hours: null,
  sessions: [
    {
      id: "b1",
      title: { en: "Group", es: "Grupo" },
      starts_at: "2026-11-23T22:00:00Z",
      ends_at: "2026-11-23T23:30:00Z",
      online: true,
      place: null,
      state: "planned",
    },
  ],
};

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

let answer: (path: string) => Response;

beforeEach(async () => {
  await loadTexts("family", "ui", "app");
  vi.stubGlobal("fetch", async (request: Request) => answer(new URL(request.url).pathname));
});
afterEach(() => vi.unstubAllGlobals());

describe("a week that somebody shares", () => {
  it("turns into a kind sentence at once when it is not shared any more, and offers learning", async () => {
    const root = document.createElement("div");
    answer = () => json(200, WEEK);
    render(<SharedWeek id="p1" />, root);
    await vi.waitFor(() => expect(root.textContent).toContain("Group"));
    answer = () => json(404, { code: "not_found", title: "We could not find that" });
    refresh.value += 1; // as the socket does when it was closed with 4403
    await vi.waitFor(() => expect(root.textContent).toContain("This part is not shared with you"));
    expect(root.textContent).not.toContain("Group");
    expect(root.querySelector("a.button")?.getAttribute("href")).toBe("/learn");
  });
});

describe("a relative's home", () => {
  it("names nobody and blames nobody where nothing is shared", async () => {
    const root = document.createElement("div");
    answer = () => json(200, []);
    render(<Home />, root);
    await vi.waitFor(() => expect(root.textContent).toContain("Nothing is shared with you right now"));
    expect(root.querySelector('a[href^="/family/"]')).toBeNull();
    expect(root.querySelector('a[href="/learn"]')).not.toBeNull();
  });
});
