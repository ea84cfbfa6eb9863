import type { Domain } from "../../kernel/domain";

const screen = () => import("./Tell");

export const announcements: Domain = {
  name: "announcements",
  routes: [
    { path: "/groups/:session/tell", screen, roles: ["staff"], alone: true, texts: ["messaging"] },
    { path: "/tracks/:track/tell", screen, roles: ["staff"], alone: true, texts: ["messaging"] },
  ],
};
