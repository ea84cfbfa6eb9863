/** The shell: who is here, which screen, tabs around it, and the quiet lines about network and version. */

import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import { loadTexts } from "../kernel/i18n";
import { spoken } from "../kernel/live";
import { type Account, account, ended, presence, role } from "../kernel/session";
import { before } from "../kernel/store";
import { vault } from "../kernel/vault";
import { Tabs } from "../ui/Tabs";
import { arriving, Catch } from "./Catch";
import { Away, NotFound } from "./Edges";
import { Notices } from "./Notices";
import { rememberNext, takeNext } from "./next";
import { PLACES, type Place, placeAt } from "./routes";
import { homeOf, TABS } from "./tabs";
import { onNotice } from "./worker";
import "./App.css";

/** The screen's code and its words arrive together. */
export function loadPlace(place: Place): Promise<{ default: ComponentType<never> }> {
  const texts = [place.domain.name, ...(place.texts ?? [])];
  return Promise.all([place.screen(), loadTexts(...texts)]).then(([module]) => module);
}

const SCREENS = new Map(
  PLACES.map(
    (place) => [place, arriving(() => loadPlace(place) as Promise<{ default: ComponentType }>)] as const,
  ),
);
const Unlock = arriving(() => import("./lock/Unlock"));

/** The first-time questions come before everything but help and sign-in. */
const SETUP = "/setup";

export function App() {
  return (
    <LocationProvider>
      <Shell />
    </LocationProvider>
  );
}

function Shell() {
  const { path, url, route } = useLocation();
  useEffect(() => onNotice(route), [route]);
  useEffect(() => {
    if (path !== "/help") before.value = url;
  }, [path, url]);
  const place = placeAt(path);
  const here = account.value;
  const who = role.value;
  const locked = vault.state.value === "locked" && !place?.open;
  const tabs = here && who && !place?.alone && !locked ? TABS[who] : null;
  return (
    <div class={tabs ? "app with-tabs" : "app"}>
      <div class="app-frame">
        <main class="app-main">
          <Notices />
          <Catch path={path}>{locked ? <Locked /> : <Screens place={place} />}</Catch>
        </main>
        {tabs && <Tabs tabs={tabs} path={path} />}
      </div>
      <p class="read-aloud" role="status" aria-live="polite">
        {spoken.value}
      </p>
    </div>
  );
}

/** In a Router of its own: that is where a lazy screen waits for its code. */
function Locked() {
  return <Router>{[<Route key="unlock" default component={Unlock} />]}</Router>;
}

function Screens({ place }: { place: Place | undefined }) {
  if (!place?.open && !account.value) return presence.value === "away" ? <Away /> : <ToSignIn />;
  const ready = !account.value || isReady(account.value);
  if (!ready && !place?.open && place?.path !== SETUP && placeAt(SETUP)) return <ToSetup />;
  if (ready && place?.path === SETUP) return <Onwards />;
  return (
    <Router>
      <Route path="/" component={Home} />
      {PLACES.map((each) => (
        <Route key={each.path} path={each.path} component={allowed(each)} />
      ))}
      <Route default component={NotFound} />
    </Router>
  );
}

/** Another role's page is not offered; what the server sends is its own decision. */
function allowed(place: Place): ComponentType {
  const roles = account.value?.roles ?? [];
  const mine = !place.roles || place.roles.some((each) => roles.includes(each));
  return mine ? (SCREENS.get(place) as ComponentType) : NotFound;
}

function Home() {
  return <To path={homeOf(role.value)} />;
}

function To({ path }: { path: string }) {
  const { route } = useLocation();
  useEffect(() => route(path, true), [path, route]);
  return null;
}

/** Nothing is left to answer before the app opens: factor, first-time questions, whose device this is. */
function isReady({ set_up, device_known, second_factor }: Account): boolean {
  return set_up && device_known && (!second_factor.required || second_factor.done);
}

function ToSetup() {
  const { url } = useLocation();
  useEffect(() => rememberNext(url), [url]);
  return <To path={SETUP} />;
}

/** After the questions: a phone of one's own gets its PIN, then the page that was asked for. */
function Onwards() {
  const { route } = useLocation();
  useEffect(() => {
    const own = account.value?.device === "own" && vault.state.value === "none";
    route(own ? "/pin" : (takeNext() ?? "/"), true);
  }, [route]);
  return null;
}

function ToSignIn() {
  const { url, route } = useLocation();
  useEffect(() => {
    // Whoever signs in after a sign-out may be somebody else: they start at the start.
    if (ended.peek() !== "signed_out") rememberNext(url);
    route("/sign-in", true);
  }, [url, route]);
  return null;
}
