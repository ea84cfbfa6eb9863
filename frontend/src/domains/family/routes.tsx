import type { Domain } from "../../kernel/domain";

export const family: Domain = {
  name: "family",
  routes: [
    { path: "/family", screen: () => import("./Home"), roles: ["relative"] },
    { path: "/family/:id/week", screen: () => import("./SharedWeek"), roles: ["relative"], alone: true },
    { path: "/family/:id/plan", screen: () => import("./SharedPlan"), roles: ["relative"], alone: true },
    { path: "/sharing", screen: () => import("./Sharing"), roles: ["patient"] },
    { path: "/sharing/new", screen: () => import("./Invite"), roles: ["patient"], alone: true },
    { path: "/sharing/:id", screen: () => import("./Consent"), roles: ["patient"], alone: true },
  ],
  more: [
    {
      path: "/sharing",
      label: "family.sharing",
      second: "family.more_second",
      icon: "people",
      roles: ["patient"],
      order: 20,
    },
  ],
};
