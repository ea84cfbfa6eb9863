import type { Domain } from "../../kernel/domain";

export const programs: Domain = {
  name: "programs",
  routes: [
    { path: "/team", screen: () => import("./Team"), roles: ["patient"] },
    {
      path: "/away",
      screen: () => import("./away/Away"),
      roles: ["staff", "administrator"],
      alone: true,
      texts: ["away"],
    },
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
    {
      path: "/away",
      label: "programs.away",
      second: "programs.away_second",
      icon: "calendar",
      roles: ["staff", "administrator"],
      order: 30,
    },
  ],
};
