import type { Domain } from "../../kernel/domain";

export const programs: Domain = {
  name: "programs",
  routes: [
    { path: "/team", screen: () => import("./Team"), roles: ["patient"] },
    { path: "/patients", screen: () => import("./Patients"), roles: ["staff"], texts: ["patients"] },
    {
      path: "/patients/:id",
      screen: () => import("./Patient"),
      roles: ["staff"],
      alone: true,
      texts: ["patients"],
    },
  ],
  more: [
    {
      path: "/team",
      label: "programs.team",
      second: "programs.team_second",
      icon: "people",
      roles: ["patient"],
      order: 20,
    },
  ],
};
