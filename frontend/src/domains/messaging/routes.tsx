import type { Domain } from "../../kernel/domain";
import { fill } from "../../kernel/slots";

fill("today", { name: "messaging", order: 40, load: () => import("./TodayCard") });

export const messaging: Domain = {
  name: "messaging",
  routes: [
    { path: "/messages", screen: () => import("./Messages"), roles: ["patient"] },
    { path: "/messages/new", screen: () => import("./Conversation"), roles: ["patient"], alone: true },
    {
      path: "/messages/search",
      screen: () => import("./SearchPage"),
      roles: ["patient"],
      alone: true,
      texts: ["talks"],
    },
    { path: "/messages/:id", screen: () => import("./Conversation"), roles: ["patient"], alone: true },
    {
      path: "/reply-times",
      screen: () => import("./reports/ReplyTimes"),
      roles: ["staff", "administrator"],
      alone: true,
      texts: ["replies", "desk"],
    },
    { path: "/inbox", screen: () => import("./inbox/Inbox"), roles: ["staff"], texts: ["desk"] },
    { path: "/inbox/:id", screen: () => import("./inbox/Inbox"), roles: ["staff"], texts: ["desk"] },
    { path: "/replies", screen: () => import("./replies/Replies"), roles: ["staff"], texts: ["desk"] },
  ],
  live: () => import("./events"),
};
