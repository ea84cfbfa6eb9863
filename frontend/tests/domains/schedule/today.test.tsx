import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import schedule from "../../../../portal/kernel/catalogue/en/schedule.json";
import ui from "../../../../portal/kernel/catalogue/en/ui.json";
import type { Booking } from "../../../src/domains/schedule/actions";
import Today from "../../../src/domains/schedule/Today";
import { canJoin, saidOf, startsWhen } from "../../../src/domains/schedule/words";
import { addTexts } from "../../../src/kernel/i18n";
import { setServerNow, zone } from "../../../src/kernel/time";

const NOW = "2026-10-09T20:48:00Z";

function booking(change: Partial<Booking> = {}): Booking {
  return {
    id: "b1",
    session_id: "s1",
    patient_id: "p",
    kind: "group",
    title: { en: "Skills group", es: "Grupo de habilidades" },
    starts_at: "2026-10-09T21:00:00Z",
    ends_at: "2026-10-09T22:30:00Z",
    minutes: 90,
    online: true,
    link: "https://video.example.test/room",
    place: null,
    leader: "Ana Ruiz",
    part_of_day: "evening",
    state: "planned",
    mine: { attendance: "planned", minutes: null, says: "", late_minutes: null, reason: null },
    ...change,
  };
}

function answer(change: Record<string, unknown> = {}) {
  return {
    patient_id: "p",
    preferred_name: "Maya",
    at: NOW,
    on: "2026-10-09",
    timezone: "America/New_York",
    week_number: 5,
    now: null,
    coming: [
      booking(),
      booking({
        id: "b2",
        session_id: "s2",
        title: { en: "Process group", es: "Grupo" },
        starts_at: "2026-10-09T22:45:00Z",
        ends_at: "2026-10-09T23:45:00Z",
      }),
    ],
    hours: { prescribed: 720, planned: 720, attended: 540, minimum: 540 },
    due: [],
    ...change,
  };
}

function draw(body: unknown): HTMLElement {
  vi.stubGlobal("fetch", async () => Response.json(body));
  const root = document.createElement("div");
  render(<Today />, root);
  return root;
}

beforeEach(() => {
  addTexts("en", { ...schedule, ...ui, "app.today": "Today" });
  zone.value = "America/New_York";
  setServerNow(NOW);
});
afterEach(() => vi.unstubAllGlobals());

describe("Today", () => {
  it("says what is next, when, where and with whom, and what follows @feature:S1.b", async () => {
    const root = draw(answer());
    await vi.waitFor(() => expect(root.textContent).toContain("Starts in 12 minutes"));
    expect(root.querySelector("h1")?.textContent).toBe("Good afternoon, Maya");
    expect(root.textContent).toContain("5:00 to 6:30 pm, online, with Ana Ruiz");
    expect(root.textContent).toContain("Then 6:45 pm");
    expect(root.textContent).toContain("Process group, online");
  });

  it("joins with one tap, and says running late with another @feature:S1.c @feature:S1.d", async () => {
    const root = draw(answer());
    await vi.waitFor(() => expect(root.querySelector(".hero-actions a")).not.toBeNull());
    expect(root.querySelector(".hero-actions a")?.getAttribute("href")).toBe(
      "https://video.example.test/room",
    );
    expect(root.querySelector(".hero-actions button")?.textContent).toBe("Running late");
  });

  it("marks the minimum on the meter of hours @feature:S2.b", async () => {
    const root = draw(answer());
    await vi.waitFor(() => expect(root.querySelector(".meter-line")).not.toBeNull());
    expect(root.textContent).toContain("9 h minimum reached");
  });

  it("shows no minimum to a person for whom none counts now @feature:S2.c", async () => {
    const root = draw(answer({ hours: { prescribed: 360, planned: 360, attended: 90, minimum: 0 } }));
    await vi.waitFor(() => expect(root.textContent).toContain("of 6 hours this week"));
    expect(root.querySelector(".meter-line")).toBeNull();
    expect(root.textContent).not.toContain("minimum");
  });

  it("says kindly when nothing is planned", async () => {
    const root = draw(answer({ coming: [] }));
    await vi.waitFor(() => expect(root.textContent).toContain("Nothing planned"));
    expect(root.textContent).toContain("No more sessions today.");
  });
});

describe("the words of a session", () => {
  it("counts minutes in the last hour, then names the day", () => {
    const at = new Date(NOW);
    expect(startsWhen(booking({ starts_at: "2026-10-09T20:49:00Z" }), at)).toBe("Starts in 1 minute");
    expect(startsWhen(booking({ starts_at: "2026-10-09T22:45:00Z" }), at)).toBe("Today at 6:45 pm");
    expect(startsWhen(booking({ starts_at: "2026-10-10T14:00:00Z" }), at)).toBe("Tomorrow at 10:00 am");
    expect(startsWhen(booking({ starts_at: "2026-10-12T21:00:00Z" }), at)).toBe("Monday at 5:00 pm");
    expect(startsWhen(booking({ starts_at: "2026-10-09T20:30:00Z" }), at)).toBe("Now, until 6:30 pm");
  });

  it("opens the way in a quarter of an hour before, until the end, never for what was called off", () => {
    const before = new Date("2026-10-09T20:44:00Z");
    expect(canJoin(booking(), before)).toBe(false);
    expect(canJoin(booking(), new Date(NOW))).toBe(true);
    expect(canJoin(booking({ state: "cancelled" }), new Date(NOW))).toBe(false);
    expect(canJoin(booking(), new Date("2026-10-09T22:30:00Z"))).toBe(false);
  });

  it("repeats what the person said, without a reason", () => {
    const mine = { attendance: "planned", minutes: null, late_minutes: 5, reason: "Bus" } as const;
    expect(saidOf(booking({ mine: { ...mine, says: "late" } }))).toBe("You said: about 5 minutes late");
    expect(saidOf(booking({ mine: { ...mine, says: "cant_come" } }))).toBe("You said: can't come");
    expect(saidOf(booking())).toBe("");
  });
});
