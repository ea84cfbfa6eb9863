import { render } from "preact";
import { act } from "preact/test-utils";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { loadTexts } from "../../src/kernel/i18n";
import { Problem } from "../../src/kernel/problem";
import { Bubble, SentState } from "../../src/ui/Bubble";
import { Button } from "../../src/ui/Button";
import { Choice } from "../../src/ui/Choice";
import { Field } from "../../src/ui/Field";
import { GoalLine } from "../../src/ui/GoalLine";
import { Meter } from "../../src/ui/Meter";
import { Page } from "../../src/ui/Page";
import { Face, Row } from "../../src/ui/RowList";
import { Loading, Ready } from "../../src/ui/States";

beforeAll(() => loadTexts("ui"));

async function draw(what: preact.ComponentChild): Promise<HTMLElement> {
  const root = document.createElement("div");
  document.body.replaceChildren(root);
  await act(() => render(what, root));
  return root;
}

describe("the parts", () => {
  it("a busy button says so, keeps the focus and takes no second tap", async () => {
    const tap = vi.fn();
    const root = await draw(
      <Button busy="Sending" onClick={tap}>
        Send
      </Button>,
    );
    const button = root.querySelector("button");
    button?.click();
    expect(button?.textContent).toBe("Sending");
    expect(button?.disabled).toBe(false);
    expect(tap).not.toHaveBeenCalled();
  });

  it("a field shows the server's sentence for its own pointer and ties it to the input", async () => {
    const problem = new Problem(400, "invalid", "", "", [
      { pointer: "/born", detail: "February has no day 31" },
    ]);
    const root = await draw(
      <Field
        label="Birth date"
        value="31 / 02"
        onValue={() => undefined}
        problem={problem}
        pointer="/born"
      />,
    );
    const input = root.querySelector("input");
    expect(input?.getAttribute("aria-invalid")).toBe("true");
    const described = document.getElementById(input?.getAttribute("aria-describedby") ?? "");
    expect(described?.textContent).toBe("February has no day 31");
  });

  it("choosing an answer tells the screen and nothing else", async () => {
    const chosen = vi.fn();
    const answers = [
      { value: 0, label: "Not at all" },
      { value: 1, label: "Several days" },
    ];
    const root = await draw(<Choice label="Tired?" answers={answers} value={null} onValue={chosen} />);
    root.querySelectorAll("input")[1]?.click();
    expect(chosen).toHaveBeenCalledExactlyOnceWith(1);
  });

  it("the meter says in words what its blocks show", async () => {
    const root = await draw(<Meter done={9.5} total={12} minimum={9} />);
    expect(root.querySelector("[role=img]")?.getAttribute("aria-label")).toBe(
      "9.5 of 12 hours this week, the minimum is 9",
    );
    expect(root.querySelectorAll(".meter-block")).toHaveLength(12);
    expect(root.querySelectorAll(".meter-block.full")).toHaveLength(9);
    expect(root.textContent).toContain("9 h minimum reached");
  });

  it("the goal line carries the same numbers as a table", async () => {
    const ratings = [
      { week: 1, you: 2, team: null },
      { week: 2, you: 6, team: 5 },
    ];
    const root = await draw(<GoalLine label="Go out" ratings={ratings} />);
    const rows = [...root.querySelectorAll("tbody tr")].map((row) => row.textContent);
    expect(rows).toEqual(["12not rated", "265"]);
  });

  it("a message that was not sent is the button that tries again", async () => {
    const again = vi.fn();
    const root = await draw(
      <Bubble mine state={<SentState state="failed" onRetry={again} />}>
        Hi
      </Bubble>,
    );
    root.querySelector("button")?.click();
    expect(again).toHaveBeenCalled();
  });

  it("a message of a person is text, whatever is written in it", async () => {
    const root = await draw(<Bubble>{"<img src=x onerror=alert(1)>"}</Bubble>);
    expect(root.querySelector("img")).toBeNull();
  });

  it("a whole row is the link", async () => {
    const root = await draw(
      <ul>
        <Row title="Weekly check-in" href="/check-in" />
      </ul>,
    );
    expect(root.querySelector("a.row")?.textContent).toBe("Weekly check-in");
  });

  it("a face shows two letters and is not read aloud", async () => {
    const root = await draw(<Face name="Dr. Priya Nair" />);
    expect(root.textContent).toBe("PN");
    expect(root.querySelector("[aria-hidden]")).not.toBeNull();
  });

  it("every screen has Help now, a neutral tab title, and the focus on its title after a move", async () => {
    await draw(<Page title="First">a</Page>);
    const root = await draw(<Page title="Second">b</Page>);
    expect(root.querySelector("a[href='/help']")?.textContent).toBe("Help now");
    expect(document.title).toBe("Footbridge");
    expect(document.activeElement?.textContent).toBe("Second");
  });

  it("loading shows nothing at first and still bars after 300 ms", async () => {
    vi.useFakeTimers();
    const root = await draw(<Loading />);
    expect(root.textContent).toBe("");
    await act(() => {
      vi.advanceTimersByTime(301);
    });
    expect(root.querySelector(".still-bars")).not.toBeNull();
    vi.useRealTimers();
  });

  it("what could not be fetched is said in plain words, with another try only where it can help", async () => {
    const asked = { state: "cannot", data: undefined, asOf: undefined, again: () => undefined } as const;
    const away = await draw(
      <Ready of={{ ...asked, problem: new Problem(503, "unavailable") }}>{() => null}</Ready>,
    );
    expect(away.textContent).toContain("Nothing is lost");
    expect(away.querySelector("button")).not.toBeNull();
    const missing = await draw(
      <Ready of={{ ...asked, problem: new Problem(404, "not_found") }}>{() => null}</Ready>,
    );
    expect(missing.querySelector("button")).toBeNull();
  });
});
