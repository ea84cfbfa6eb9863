import type { Domain } from "../../kernel/domain";
import { fill } from "../../kernel/slots";

fill("patient", {
  name: "careplan",
  label: "careplan.tab",
  order: 10,
  load: () => import("./PatientPlan"),
});

export const careplan: Domain = {
  name: "careplan",
  routes: [
    { path: "/plan", screen: () => import("./Plan"), roles: ["patient"] },
    { path: "/plan/story", screen: () => import("./Story"), roles: ["patient"], alone: true },
    {
      path: "/patients/:patient/goals/:goal",
      screen: () => import("./GoalForm"),
      roles: ["staff"],
      alone: true,
    },
    { path: "/patients/:patient/step", screen: () => import("./StepForm"), roles: ["staff"], alone: true },
  ],
  live: () => import("./actions"),
};
