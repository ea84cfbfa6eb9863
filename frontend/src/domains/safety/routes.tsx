import type { Domain } from "../../kernel/domain";

export const safety: Domain = {
  name: "safety",
  routes: [{ path: "/alerts", screen: () => import("./Alerts"), roles: ["staff"] }],
  live: () => import("./events"),
};
