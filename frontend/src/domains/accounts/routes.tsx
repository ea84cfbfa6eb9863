import type { Domain } from "../../kernel/domain";

export const accounts: Domain = {
  name: "accounts",
  routes: [
    { path: "/welcome", screen: () => import("./Welcome"), open: true, alone: true },
    { path: "/setup", screen: () => import("./Setup"), alone: true },
    { path: "/join", screen: () => import("./Join"), open: true, alone: true },
    { path: "/new-password", screen: () => import("./NewPassword"), open: true, alone: true },
    { path: "/settings", screen: () => import("./Settings"), alone: true },
    { path: "/settings/devices", screen: () => import("./Devices"), alone: true },
    { path: "/settings/sign-in", screen: () => import("./Factors"), alone: true },
  ],
  live: () => import("./events"),
  more: [
    {
      path: "/settings",
      label: "accounts.settings",
      second: "accounts.settings_under",
      icon: "gear",
      order: 80,
    },
  ],
};
