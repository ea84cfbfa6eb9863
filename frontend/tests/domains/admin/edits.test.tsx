import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import words from "../../../../portal/kernel/catalogue/en/admin.json";
import errors from "../../../../portal/kernel/catalogue/en/errors.json";
import messaging from "../../../../portal/kernel/catalogue/en/messaging.json";
import ui from "../../../../portal/kernel/catalogue/en/ui.json";
import { AnswerTimes } from "../../../src/domains/admin/AnswerTimes";
import type { Setting } from "../../../src/domains/admin/actions";
import { Hours } from "../../../src/domains/admin/Hours";
import { addTexts } from "../../../src/kernel/i18n";

const TERMS = {
  program_id: "p",
  today: "2026-10-07",
  may_change: true,
  topics: ["skills", "other"].map((topic) => ({
    topic,
    minutes: 480,
    usual: 480,
    next_minutes: topic === "other" ? 240 : null,
    next_on: topic === "other" ? "2026-10-20" : null,
  })),
};
const SETTING = {
  program: { id: "p", version: 7 },
  hours: [{ weekday: 0, opens: "09:00:00", closes: "17:00:00" }],
} as unknown as Setting;

let sent: unknown[] = [];
let status = 200;

beforeEach(() => {
  for (const texts of [words, errors, messaging, ui]) addTexts("en", texts);
  HTMLDialogElement.prototype.showModal ??= () => undefined;
  sent = [];
  status = 200;
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "GET") return Response.json(TERMS);
    sent.push(await request.json());
    if (status === 200) return Response.json({});
    const problem = { title: "This changed", status, code: "stale" };
    return new Response(JSON.stringify(problem), {
      status,
      headers: { "Content-Type": "application/problem+json" },
    });
  });
});

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

async function submit(): Promise<void> {
  const form = await vi.waitUntil(() => document.querySelector("form"));
  await act(async () => {
    form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
}

async function pressed(button: string): Promise<void> {
  const find = () => [...document.querySelectorAll("button")].find((each) => each.textContent === button);
  await vi.waitFor(() => expect(find()).toBeDefined());
  await act(async () => find()?.click());
}

it("sends of the answer times what was changed, and what shall begin sooner", async () => {
  render(<AnswerTimes program="p" />, document.body);
  await pressed(words["admin.change_answer_times"]);
  const first = await vi.waitUntil(() => document.querySelector("select"));
  await act(async () => {
    first.value = "60";
    first.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await submit();
  expect(sent).toEqual([{ starts_on: "2026-10-07", minutes: { skills: 60, other: 240 } }]);
});

it("@feature:D5.f names the version of the hours that it changes, and offers the newest to who was slower", async () => {
  status = 412;
  const again = vi.fn();
  render(<Hours setting={SETTING} again={again} />, document.body);
  await pressed(words["admin.change_hours"]);
  await submit();
  expect(sent).toEqual([{ version: 7, hours: [{ weekday: 0, opens: "09:00", closes: "17:00" }] }]);
  await vi.waitFor(() => expect(document.body.textContent).toContain(words["admin.newest"]));
  await pressed(words["admin.newest"]);
  expect(again).toHaveBeenCalled();
});
