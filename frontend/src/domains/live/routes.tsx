import type { Domain } from "../../kernel/domain";

export const live: Domain = {
  name: "live",
  routes: [
    { path: "/sessions", screen: () => import("./Sessions") },
    { path: "/sessions/:id", screen: () => import("./Room"), alone: true },
    { path: "/sessions/:id/host", screen: () => import("./Host"), roles: ["staff"], alone: true },
  ],
  more: [
    {
      path: "/sessions",
      label: "live.title",
      second: "live.more_second",
      icon: "calendar",
      roles: ["patient", "relative", "staff"],
      order: 42,
    },
  ],
};
