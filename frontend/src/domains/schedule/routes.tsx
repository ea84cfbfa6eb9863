import type { Domain } from "../../kernel/domain";
import { fill } from "../../kernel/slots";

fill("patient", {
  name: "schedule",
  label: "schedule.tab",
  order: 20,
  load: () => import("./PatientWeek"),
});

export const schedule: Domain = {
  name: "schedule",
  routes: [
    { path: "/today", screen: () => import("./Today"), roles: ["patient"] },
    { path: "/week", screen: () => import("./Week"), roles: ["patient"] },
    { path: "/groups", screen: () => import("./Groups"), roles: ["staff"], texts: ["daysheet"] },
    {
      path: "/groups/:id",
      screen: () => import("./DaySheet"),
      roles: ["staff"],
      alone: true,
      texts: ["daysheet"],
    },
    {
      path: "/tell/:to/:id",
      screen: () => import("./announce/Announce"),
      roles: ["staff"],
      alone: true,
      texts: ["announcements"],
    },
  ],
  live: () => import("./actions"),
};
