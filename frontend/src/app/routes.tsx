/** Every place of the app. A domain joins by one import and one line in DOMAINS. */
import { accounts } from "../domains/accounts/routes";
import { admin } from "../domains/admin/routes";
import { careplan } from "../domains/careplan/routes";
import { checkins } from "../domains/checkins/routes";
import { education } from "../domains/education/routes";
import { family } from "../domains/family/routes";
import { live } from "../domains/live/routes";
import { measures } from "../domains/measures/routes";
import { messaging } from "../domains/messaging/routes";
import { practice } from "../domains/practice/routes";
import { programs } from "../domains/programs/routes";
import { reminders } from "../domains/reminders/routes";
import { safety } from "../domains/safety/routes";
import { schedule } from "../domains/schedule/routes";
import type { Domain, Route } from "../kernel/domain";

const app: Domain = {
  name: "app",
  routes: [
    { path: "/sign-in", screen: () => import("./signin/SignIn"), open: true, alone: true, texts: ["signin"] },
    { path: "/help", screen: () => import("./crisis/Help"), open: true, alone: true, texts: ["crisis"] },
    { path: "/more", screen: () => import("./More") },
    { path: "/pin", screen: () => import("./lock/ChoosePin"), alone: true },
  ],
};

const kit: Domain = {
  name: "ui",
  routes: [{ path: "/dev/components", screen: () => import("./dev/Components"), open: true, alone: true }],
};

/** One line for each domain, in alphabetical order. */
export const DOMAINS: Domain[] = [
  app,
  accounts,
  admin,
  careplan,
  checkins,
  education,
  family,
  live,
  measures,
  messaging,
  practice,
  programs,
  reminders,
  safety,
  schedule,
  ...(import.meta.env.DEV ? [kit] : []),
];

export interface Place extends Route {
  domain: Domain;
}

export const PLACES: Place[] = DOMAINS.flatMap((domain) =>
  domain.routes.map((route) => ({ ...route, domain })),
);

function fits(pattern: string, path: string): boolean {
  const want = pattern.split("/");
  const have = path.replace(/\/$/, "").split("/");
  return want.length === have.length && want.every((part, at) => part.startsWith(":") || part === have[at]);
}

/** Exact paths win over those with parameters. */
export function placeAt(path: string): Place | undefined {
  return PLACES.find((place) => place.path === path) ?? PLACES.find((place) => fits(place.path, path));
}
