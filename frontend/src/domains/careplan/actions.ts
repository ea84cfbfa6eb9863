/** What a patient writes about the plan goes through the device's queue. */
import type { components } from "../../api/schema";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { defineWrite } from "../../kernel/outbox";

export type Answer = components["schemas"]["PlanAnswer"];
export type Plan = components["schemas"]["Plan"];
export type Goal = components["schemas"]["Goal"];
export type Change = components["schemas"]["Change"];

export const rate = defineWrite<{ goal: string; value: number }>("careplan.rate", {
  method: "PUT",
  path: ({ goal }) => `/api/v1/goals/${goal}/rating`,
  body: ({ value }) => ({ value }),
  done: () => announce(t("careplan.rated")),
});

export const ask = defineWrite<{ goal: string; text: string }>("careplan.ask", {
  path: ({ goal }) => `/api/v1/goals/${goal}/change-requests`,
  body: ({ text }) => ({ text }),
  done: () => announce(t("careplan.asked")),
});
