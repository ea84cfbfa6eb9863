import type { Domain } from "../../kernel/domain";
import { fill } from "../../kernel/slots";

fill("patient", {
  name: "measures",
  label: "measures.tab",
  order: 30,
  load: () => import("./PatientMeasures"),
});

export const measures: Domain = {
  name: "measures",
  routes: [
    { path: "/check-ins", screen: () => import("./CheckIns"), roles: ["patient"] },
    {
      path: "/check-ins/:id",
      screen: () => import("./CheckIn"),
      roles: ["patient"],
      alone: true,
      texts: ["crisis", "forms"],
    },
  ],
  live: () => import("./actions"),
  more: [{ path: "/check-ins", label: "measures.check_ins", icon: "page", roles: ["patient"], order: 30 }],
};
