import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import en from "../../../../portal/kernel/catalogue/en/safety.json";
import es from "../../../../portal/kernel/catalogue/es/safety.json";
import HelpAhead from "../../../src/domains/safety/HelpAhead";
import { rules } from "../../../src/domains/safety/rules";
import { forgetAll } from "../../../src/kernel/forget";
import { addTexts } from "../../../src/kernel/i18n";
import { spoken } from "../../../src/kernel/live";

let page: HTMLElement;
let asked: string[];

beforeEach(async () => {
  addTexts("en", en);
  page = document.createElement("div");
  document.body.append(page);
  asked = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return Response.json({ region: "US", call: "988", text: "988", emergency: "911", program: null });
  });
  await rules();
  vi.useFakeTimers();
  spoken.value = "";
});

afterEach(() => {
  act(() => render(null, page));
  page.remove();
  forgetAll();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function draw(text: string): void {
  act(() =>
    render(
      <div>
        <HelpAhead text={text} place="messages" />
        <textarea value={text} />
      </div>,
      page,
    ),
  );
}

/** Writes, and waits for longer than the pause. */
async function write(text: string): Promise<void> {
  draw(text);
  await act(async () => {
    await vi.advanceTimersByTimeAsync(600);
  });
}

const links = () => [...page.querySelectorAll("a")].map((link) => link.getAttribute("href"));
const button = () => page.querySelector("button") as HTMLButtonElement;

describe("help ahead of sending", () => {
  it("shows whom to call and text while one writes, and takes no focus. @feature:C6.a", async () => {
    await write("hello");
    page.querySelector("textarea")?.focus();
    await write("hello, I want to die");
    expect(links()).toEqual(["tel:988", "sms:988"]);
    expect(document.activeElement).toBe(page.querySelector("textarea"));
    expect(button().textContent).toBe("Keep writing");
    expect(spoken.value).toBe(en["safety.ahead_spoken"]);
  });

  it("adds the emergency number where the words say now", async () => {
    await write("I took all my pills");
    expect(links()).toEqual(["tel:988", "sms:988", "tel:911"]);
  });

  it("shows nothing at all where no word is found, and nothing for a mention. @feature:C6.f", async () => {
    await write("See you on Monday");
    expect(page.querySelector("section")).toBeNull();
    await write("I feel hopeless");
    expect(page.querySelector("section")).toBeNull();
    expect(spoken.value).toBe("");
  });

  it("stays when the words were sent, even faster than the pause, until it is closed", async () => {
    draw("I want to die");
    await write("");
    expect(page.querySelector("section")).not.toBeNull();
    act(() => render(null, page));
    await write("");
    expect(button().textContent).toBe("Close this");
    act(() => button().click());
    expect(page.querySelector("section")).toBeNull();
  });

  it("closed once, it comes back for graver words only, and after sending for the next ones", async () => {
    await write("I want to die");
    act(() => button().click());
    await write("I want to die, really");
    expect(page.querySelector("section")).toBeNull();
    await write("I want to die, really, I am going to kill myself");
    expect(page.querySelector("section")).not.toBeNull();
    act(() => button().click());
    await write("");
    await write("I wish I was dead");
    expect(page.querySelector("section")).not.toBeNull();
  });

  it("sends nothing of what is typed: the only question asked is for the numbers", async () => {
    await write("I want to kill myself");
    expect(asked).toEqual(["/api/v1/crisis"]);
  });

  it("no sentence of this part says that somebody is safe or well. @feature:C6.f", () => {
    const all = [...Object.values(en), ...Object.values(es)].join("\n").toLowerCase();
    const soothing =
      /no risk|not at risk|low risk|you('|’)re (fine|safe|ok)|you are (fine|safe|ok)|nothing to worry|all (good|clear|is well)|no te preocupes|estás (bien|a salvo)|todo (está )?bien|sin riesgo|no hay riesgo|riesgo bajo/;
    expect(all).not.toMatch(soothing);
  });
});
