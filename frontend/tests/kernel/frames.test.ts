import { afterEach, describe, expect, it } from "vitest";
import { forgetAll } from "../../src/kernel/forget";
import { arrived, deliver, holdFrames, onFrame } from "../../src/kernel/frames";

const TYPE = "messaging.message_sent";
let end = () => {};

function hear(): unknown[] {
  const heard: unknown[] = [];
  const stop = onFrame(TYPE, (data: unknown) => heard.push(data));
  end = () => void stop();
  return heard;
}

afterEach(() => end());

describe("frames before their handlers", () => {
  it("wait for the code that takes them, and come in their order", () => {
    const letThrough = holdFrames();
    const before = arrived.value[TYPE] ?? 0;
    deliver({ type: TYPE, seq: 7, data: "first" });
    deliver({ type: TYPE, seq: 8, data: "second" });
    const heard = hear();
    expect(heard).toEqual([]);
    expect(arrived.value[TYPE] ?? 0).toBe(before);
    letThrough();
    deliver({ type: TYPE, seq: 9, data: "third" });
    expect(heard).toEqual(["first", "second", "third"]);
    expect(arrived.value[TYPE]).toBe(before + 3);
  });

  it("are nobody's any more after the person has left", () => {
    const letThrough = holdFrames();
    deliver({ type: TYPE, seq: 7, data: "of the one before" });
    forgetAll();
    const heard = hear();
    letThrough();
    expect(heard).toEqual([]);
  });

  it("do not wait for it where they are true for a moment only", () => {
    const letThrough = holdFrames();
    const heard = hear();
    deliver({ type: TYPE, data: "somebody writes" });
    letThrough();
    expect(heard).toEqual([]);
  });
});
