import type { Domain } from "../../kernel/domain";
import { fill } from "../../kernel/slots";

fill("setup", { name: "reminders", order: 30, load: () => import("./SetupStep") });
fill("today", { name: "reminders", order: 90, load: () => import("./OffHere") });
fill("patient", { name: "reminders", label: "reminders.reach", order: 80, load: () => import("./Reach") });

export const reminders: Domain = {
  name: "reminders",
  routes: [
    { path: "/reminders", screen: () => import("./Reminders"), alone: true },
    { path: "/mail-off", screen: () => import("./MailOff"), open: true, alone: true },
    // The demo's own page: elsewhere its address has no data, and says so.
    { path: "/demo/notices", screen: () => import("./LeftTheApp"), open: true, alone: true },
  ],
  live: () => import("./sync"),
  more: [
    {
      path: "/reminders",
      label: "reminders.title",
      second: "reminders.second",
      icon: "bell",
      order: 60,
    },
  ],
};
