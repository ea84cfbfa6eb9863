/** What a domain tells the app about itself, in `domains/<domain>/routes.tsx`: small and loaded at once. */
import type { ComponentType } from "preact";
import type { Role } from "./session";

/** The module of a screen: its default export gets the path's parameters as props. */
export type Screen = () => Promise<{ default: ComponentType<never> }>;

export interface Route {
  /** "/messages/:id" */
  path: string;
  screen: Screen;
  /** Whose it is; left out: everybody who is signed in. The server decides what they may see. */
  roles?: Role[];
  /** Also without a session. */
  open?: boolean;
  /** A one-task screen: Back instead of tabs. */
  alone?: boolean;
  /** Catalogue files beside the domain's own. */
  texts?: string[];
}

export interface MorePlace {
  path: string;
  /** Catalogue keys, in the file "app" or in the domain's own. */
  label: string;
  second?: string;
  icon: string;
  roles?: Role[];
  /** Small numbers come first. */
  order?: number;
}

export interface Domain {
  /** Also the catalogue file that loads before each of its screens. */
  name: string;
  routes: Route[];
  /** Rows in More. */
  more?: MorePlace[];
  /** Loaded once somebody is signed in: frame handlers and outbox writes (`() => import("./events")`). */
  live?: () => Promise<unknown>;
}
