import { render } from "preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Filled } from "../../src/ui/Slot";

beforeEach(() => void vi.useFakeTimers());
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
