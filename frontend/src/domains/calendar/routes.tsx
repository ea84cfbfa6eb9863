import type { Domain } from "../../kernel/domain";

export const calendar: Domain = {
  name: "calendar",
  routes: [{ path: "/calendar", screen: () => import("./Calendar"), roles: ["patient"], alone: true }],
};
