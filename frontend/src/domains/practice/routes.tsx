import type { Domain } from "../../kernel/domain";
import { fill } from "../../kernel/slots";

fill("today", { name: "practice", order: 20, load: () => import("./TodayCard") });
fill("skills", { name: "practice", order: 10, load: () => import("./SkillsUsed") });
fill("patient", {
  name: "practice",
  label: "practice.tab",
  order: 35,
  load: () => import("./PatientPractice"),
});

/** The cards and a skill open for anybody: the texts are nobody's, and help must not wait for a sign-in. */
export const practice: Domain = {
  name: "practice",
  routes: [
    { path: "/practice", screen: () => import("./Practice"), roles: ["patient"] },
    { path: "/practice/notes", screen: () => import("./Notes"), roles: ["patient"], alone: true },
    { path: "/practice/now", screen: () => import("./Now"), open: true, alone: true },
    { path: "/practice/:skill", screen: () => import("./Skill"), open: true, alone: true },
  ],
  live: () => import("./actions"),
  more: [
    {
      path: "/practice",
      label: "practice.title",
      second: "practice.more_second",
      icon: "heart",
      roles: ["patient"],
      order: 35,
    },
  ],
};
