/**
 * The frame of a screen: bar (date or Back, and Help now), title with the focus moved to it, content.
 *
 *   <Page title={t("plan.title")} over={t("plan.updated", { day: date(plan.updated_at) })}>...</Page>
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../kernel/i18n";
import { Icon } from "./Icon";
import "./Page.css";

interface PageProps {
  title: string;
  /** One kind line under the title. */
  under?: ComponentChildren;
  /** The small words of the bar: today's date, "Updated 7 Oct". Keep it short: it stands beside Help now. */
  over?: ComponentChildren;
  /** A path: shows Back. One-task screens have Back instead of tabs (`alone: true` on the route). */
  back?: string;
  /** Title in the bar, beside Back, and the bar sticks (thread, live). */
  compact?: boolean;
  /** broad: two columns on a laptop. full: no gutters, the screen lays itself out. */
  width?: "column" | "broad" | "full";
  /** For the browser's tab and history. Left out, it says only "Footbridge": keep it neutral. */
  tab?: string;
  /** Instead of Help now: only on the crisis page. */
  pill?: ComponentChildren;
  children: ComponentChildren;
}

/** False until the first screen was shown: the focus moves on a change of screen, not on arrival. */
let arrivedBefore = false;

export function useTitle(tab?: string) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = tab ? `${tab} · Footbridge` : "Footbridge";
  }, [tab]);
  useEffect(() => {
    if (arrivedBefore) ref.current?.focus({ preventScroll: true });
    arrivedBefore = true;
  }, []);
  return ref;
}

export function Page(props: PageProps) {
  const { title, under, over, back, compact, width = "column", tab, pill, children } = props;
  const ref = useTitle(tab);
  const heading = (
    <h1 ref={ref} tabIndex={-1}>
      {title}
    </h1>
  );
  return (
    <div class={width === "column" ? "page" : `page ${width}`}>
      <header class={compact ? "bar sticky" : "bar"}>
        {back !== undefined && <Back href={back} />}
        <div class="bar-words">{compact ? heading : over}</div>
        {pill ?? <HelpNow />}
        {compact && under && <p class="bar-under">{under}</p>}
      </header>
      {!compact && (
        <div class="page-title">
          {heading}
          {under && <p>{under}</p>}
        </div>
      )}
      {children}
    </div>
  );
}

export function Back({ href }: { href: string }) {
  return (
    <a class="back" href={href} aria-label={t("ui.back")}>
      <Icon name="back" />
    </a>
  );
}

/** On every screen, signed out and offline too. */
export function HelpNow() {
  return (
    <a class="help-now" href="/help">
      <Icon name="ring" />
      {t("ui.help_now")}
    </a>
  );
}

interface FootProps {
  children: ComponentChildren;
  /** With a hairline and the card's colour, over content that scrolls under it. */
  raised?: boolean;
}

/** The main action, kept at the foot of the screen. Last child of a Page. */
export function Foot({ children, raised }: FootProps) {
  return <div class={raised ? "foot raised" : "foot"}>{children}</div>;
}

export function Wordmark({ href }: { href?: string }) {
  const inside = (
    <>
      <svg
        viewBox="0 0 24 24"
        width="1.5rem"
        height="1.5rem"
        fill="none"
        stroke="currentColor"
        aria-hidden="true"
      >
        <path d="M2.5 18C4 8.5 20 8.5 21.5 18z" stroke-width="2" stroke-linejoin="round" />
        <path d="M8 18v-6M12 18v-7M16 18v-6" stroke-width="1.6" />
      </svg>
      Footbridge
    </>
  );
  return href === undefined ? (
    <span class="wordmark">{inside}</span>
  ) : (
    <a class="wordmark" href={href}>
      {inside}
    </a>
  );
}
