import type { Domain } from "../../kernel/domain";
import { fill } from "../../kernel/slots";

fill("writing", { name: "safety", order: 10, load: () => import("./HelpAhead") });

export const safety: Domain = {
  name: "safety",
  routes: [{ path: "/alerts", screen: () => import("./Alerts"), roles: ["staff"] }],
  live: () => import("./events"),
};
