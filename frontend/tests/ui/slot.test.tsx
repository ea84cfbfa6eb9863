import { render } from "preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { addTexts } from "../../src/kernel/i18n";
import { Filled } from "../../src/ui/Slot";

beforeEach(() => {
  vi.useFakeTimers();
  addTexts("en", { "ui.loading": "Loading", "ui.cannot": "Not now", "ui.cannot_offline": "Offline" });
});
afterEach(() => void vi.useRealTimers());

it("a part whose code did not come stands there by itself once the network is back", async () => {
  const Part = () => <p>Here</p>;
  const load = vi.fn<() => Promise<{ default: () => preact.JSX.Element }>>();
  load.mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValue({ default: Part });
  const root = document.createElement("div");
  render(<Filled filling={{ name: "ui", order: 0, load }} props={{}} />, root);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(root.querySelector("[role=status]")).not.toBeNull();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(root.textContent).toBe("Here");
  expect(load).toHaveBeenCalledTimes(2);
});

it("another part in the same place takes the place of the first", async () => {
  const part = (words: string) => ({
    name: "ui",
    order: 0,
    load: async () => ({ default: () => <p>{words}</p> }),
  });
  const [reply, note] = [part("Reply"), part("Note")];
  const root = document.createElement("div");
  for (const filling of [reply, note, reply]) {
    render(<Filled filling={filling} props={{}} />, root);
    await vi.advanceTimersByTimeAsync(200);
    expect(root.textContent).toBe(filling === reply ? "Reply" : "Note");
  }
});
