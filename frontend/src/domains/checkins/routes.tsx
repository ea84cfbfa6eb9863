import type { Domain } from "../../kernel/domain";
import { fill } from "../../kernel/slots";

fill("today", { name: "checkins", order: 15, load: () => import("./TodayCard") });
fill("patient", { name: "checkins", label: "checkins.tab", order: 33, load: () => import("./PatientDays") });

export const checkins: Domain = {
  name: "checkins",
  routes: [
    { path: "/daily", screen: () => import("./Daily"), roles: ["patient"], alone: true },
    { path: "/daily/days", screen: () => import("./Days"), roles: ["patient"], alone: true },
  ],
  live: () => import("./actions"),
  more: [
    {
      path: "/daily",
      label: "checkins.title",
      second: "checkins.more_second",
      icon: "pencil",
      roles: ["patient"],
      order: 32,
    },
  ],
};
