/** The tabs and the home of each role. */
import type { Role } from "../kernel/session";
import type { Tab } from "../ui/Tabs";

const more: Tab = { path: "/more", label: "app.more", icon: "lines" };

export const TABS: Record<Role, Tab[]> = {
  patient: [
    { path: "/today", label: "app.today", icon: "sun" },
    { path: "/week", label: "app.week", icon: "calendar" },
    { path: "/messages", label: "app.messages", icon: "message" },
    { path: "/plan", label: "app.plan", icon: "signpost" },
    more,
  ],
  staff: [
    { path: "/inbox", label: "app.inbox", icon: "inbox" },
    { path: "/alerts", label: "app.alerts", icon: "shield" },
    { path: "/groups", label: "app.groups", icon: "people" },
    { path: "/patients", label: "app.patients", icon: "person" },
    more,
  ],
  relative: [
    { path: "/family", label: "app.family", icon: "people" },
    { path: "/learn", label: "app.learn", icon: "book" },
    more,
  ],
  administrator: [
    { path: "/admin", label: "app.admin", icon: "gear" },
    { path: "/admin/audit", label: "app.audit", icon: "page" },
    more,
  ],
};

export function homeOf(role: Role | null): string {
  return role ? (TABS[role][0]?.path ?? "/more") : "/sign-in";
}
