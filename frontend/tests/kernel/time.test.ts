import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { speak } from "../../src/kernel/i18n";
import * as time from "../../src/kernel/time";

const AT = "2026-10-09T21:00:00Z";

beforeEach(async () => {
  time.zone.value = "America/Chicago";
  await speak("en");
});

afterEach(async () => {
  await speak("en");
});

describe("time as it is read", () => {
  it("is said in the person's zone", () => {
    expect(time.clock(AT)).toBe("4:00 pm");
    time.zone.value = "America/New_York";
    expect(time.clock(AT)).toBe("5:00 pm");
    expect(time.dayKey("2026-10-10T03:30:00Z")).toBe("2026-10-09");
  });

  it("is said in the person's language", async () => {
    expect(time.day(AT)).toBe("Friday 9 October");
    expect(time.dayShort(AT)).toBe("Fri 9 Oct");
    await speak("es");
    expect(time.day(AT)).toBe("viernes 9 de octubre");
    expect(time.clock(AT)).toBe("4:00 p.\u00a0m.");
    expect(time.dateLong(AT)).toBe("9 de octubre");
  });

  it("names the half of the day once where both ends share it", () => {
    expect(time.span(AT, "2026-10-09T22:30:00Z")).toBe("4:00 to 5:30 pm");
    expect(time.span("2026-10-09T16:00:00Z", "2026-10-09T18:00:00Z")).toBe("11:00 am to 1:00 pm");
  });

  it("counts from the server's clock, not from the phone's", () => {
    time.setServerNow("2031-01-02T12:00:00Z");
    expect(time.now().getUTCFullYear()).toBe(2031);
    expect(time.moment("2031-01-02T20:10:00Z")).toBe("2:10 pm");
    expect(time.moment("2031-01-03T16:30:00Z")).toBe("Fri 10:30 am");
    expect(time.moment("2031-02-28T16:30:00Z")).toBe("28 Feb");
  });
});
