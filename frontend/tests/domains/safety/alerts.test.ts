import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Alert, alerts, loadAlerts } from "../../../src/domains/safety/events";
import { deliver } from "../../../src/kernel/frames";

const raised: Alert = {
  id: "0192aaaa-0000-7000-8000-000000000001",
  version: 1,
  patient_id: "0192aaaa-0000-7000-8000-000000000002",
  patient_name: "Maya",
  kind: "item9",
  written_in: "",
  thread_id: null,
  level: "same_day",
  raised_at: "2026-11-25T14:00:00Z",
  due_at: "2026-11-25T16:00:00Z",
  rung: 0,
  acknowledged_by: null,
  acknowledged_at: null,
  steps: [{ what: "raised", at: "2026-11-25T14:00:00Z" }],
};
const taken: Alert = {
  ...raised,
  version: 2,
  acknowledged_by: "Ana",
  acknowledged_at: "2026-11-25T14:01:00Z",
};

describe("the list of alerts", () => {
  let answer: (rows: Alert[]) => void;

  beforeEach(() => {
    vi.stubGlobal("fetch", async () => {
      const rows = await new Promise<Alert[]>((done) => {
        answer = done;
      });
      return new Response(JSON.stringify(rows), { headers: { "Content-Type": "application/json" } });
    });
  });

  it("keeps the name on an alert when an older answer comes in late", async () => {
    const late = loadAlerts();
    await vi.waitFor(() => expect(answer).toBeDefined());
    deliver({ type: "safety.alert_acknowledged", seq: 1, data: taken });
    answer([raised]);
    await late;
    expect(alerts.get(raised.id)?.acknowledged_by).toBe("Ana");
  });
});
