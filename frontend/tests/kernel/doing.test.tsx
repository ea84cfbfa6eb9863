import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useSubmit } from "../../src/kernel/doing";
import { offline } from "../../src/kernel/problem";

let page: HTMLElement;
let tries: { done: () => void; fail: (error: unknown) => void }[];

function Form() {
  const { busy, problem, submit } = useSubmit(
    () => new Promise<void>((done, fail) => void tries.push({ done, fail })),
  );
  return (
    <form onSubmit={submit}>
      {busy ? "busy" : "free"} {problem?.code}
    </form>
  );
}

const tap = () =>
  act(
    async () =>
      void page
        .querySelector("form")
        ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })),
  );

beforeEach(async () => {
  tries = [];
  page = document.createElement("div");
  document.body.append(page);
  await act(async () => render(<Form />, page));
});

afterEach(() => {
  render(null, page);
  page.remove();
});

describe("what the button of a form does", () => {
  it("is done once, however often it is tapped meanwhile", async () => {
    await tap();
    await tap();
    expect(tries).toHaveLength(1);
    expect(page.textContent).toBe("busy ");
    await act(async () => tries[0]?.done());
    await vi.waitFor(() => expect(page.textContent).toBe("free "));
  });

  it("says what went wrong until the next try", async () => {
    await tap();
    await act(async () => tries[0]?.fail(offline()));
    await vi.waitFor(() => expect(page.textContent).toBe("free offline"));
    await tap();
    expect(page.textContent).toBe("busy ");
    await act(async () => tries[1]?.done());
    await vi.waitFor(() => expect(page.textContent).toBe("free "));
  });
});
