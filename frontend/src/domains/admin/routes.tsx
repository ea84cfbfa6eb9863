import type { Domain } from "../../kernel/domain";

const roles: Domain["routes"][number]["roles"] = ["administrator"];

export const admin: Domain = {
  name: "admin",
  routes: [
    { path: "/admin", screen: () => import("./Programs"), roles },
    { path: "/admin/audit", screen: () => import("./audit/Audit"), roles, texts: ["audit"] },
    { path: "/admin/programs/:id", screen: () => import("./Program"), roles },
    { path: "/admin/programs/:id/staff", screen: () => import("./Staff"), roles },
    { path: "/admin/programs/:id/patients", screen: () => import("./Patients"), roles },
    { path: "/admin/patients/:id", screen: () => import("./Patient"), roles },
  ],
};
