/** Alerts, live: a new one is on every screen of the team at once, as a count on the tab and a spoken line. */
import { effect } from "@preact/signals";
import type { components } from "../../api/schema";
import { onFrame } from "../../kernel/frames";
import { api, take } from "../../kernel/http";
import { loadTexts, t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { role } from "../../kernel/session";
import { collection, setBadge } from "../../kernel/store";

export type Alert = components["schemas"]["AlertShape"];

export const alerts = collection<Alert>();

export async function loadAlerts(): Promise<Alert[]> {
  const found = await take(api.GET("/api/v1/alerts"));
  alerts.put(...found);
  return found;
}

export async function acknowledge(id: string): Promise<void> {
  alerts.put(
    await take(api.POST("/api/v1/alerts/{alert_id}/acknowledge", { params: { path: { alert_id: id } } })),
  );
}

for (const kind of ["safety.alert_raised", "safety.alert_passed_on", "safety.alert_acknowledged"]) {
  onFrame<Alert>(kind, (alert) => {
    alerts.put(alert);
    if (kind === "safety.alert_raised") {
      void loadTexts("safety").then(() => announce(newWords(alert)));
    }
  });
}

function newWords({ level, patient_name: name }: Alert): string {
  return t(level === "look" ? "safety.new_look" : "safety.new_alert", { name });
}

effect(() => {
  setBadge("/alerts", alerts.all.value.filter((alert) => !alert.acknowledged_at).length);
});

effect(() => {
  // A count that cannot be read now comes with the next frame or screen.
  if (role.value === "staff") void loadAlerts().catch(() => undefined);
});
