import type { Domain } from "../../kernel/domain";

export const education: Domain = {
  name: "education",
  routes: [
    { path: "/learn", screen: () => import("./Learn") },
    { path: "/learn/course", screen: () => import("./Course"), alone: true },
    { path: "/learn/:id", screen: () => import("./Article"), alone: true },
  ],
  more: [
    {
      path: "/learn",
      label: "education.title",
      second: "education.more_second",
      icon: "book",
      roles: ["patient", "staff"],
      order: 40,
    },
  ],
};
