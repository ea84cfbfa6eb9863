/** The main places: a bar at the foot of a phone, a rail at the side of a laptop. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../kernel/i18n";
import { badges } from "../kernel/store";
import { Icon, type IconName } from "./Icon";
import { Wordmark } from "./Page";
import "./Tabs.css";

export interface Tab {
  path: string;
  /** Catalogue key of the label. */
  label: string;
  icon: IconName;
}

const extra = signal<ComponentChildren>(null);

/** Lets a screen put its own queues into the laptop's rail (the inbox). */
export function useRail(content: ComponentChildren, deps: readonly unknown[] = []): void {
  useEffect(() => {
    extra.value = content;
    return () => {
      extra.value = null;
    };
  }, [...deps]);
}

function here(path: string, tab: Tab, tabs: Tab[]): boolean {
  const fits = tabs.filter(({ path: start }) => path === start || path.startsWith(`${start}/`));
  const best = fits.sort((a, b) => b.path.length - a.path.length)[0];
  return best?.path === tab.path;
}

export function Tabs({ tabs, path }: { tabs: Tab[]; path: string }) {
  return (
    <nav class="tabs" aria-label={t("ui.main_places")}>
      <Wordmark href="/" />
      <ul>
        {tabs.map((tab) => (
          <li key={tab.path}>
            <TabLink tab={tab} current={here(path, tab, tabs)} count={badges.value[tab.path] ?? 0} />
          </li>
        ))}
      </ul>
      {extra.value && <div class="rail-extra">{extra.value}</div>}
    </nav>
  );
}

function TabLink({ tab, current, count }: { tab: Tab; current: boolean; count: number }) {
  return (
    <a class="tab" href={tab.path} aria-current={current ? "page" : undefined}>
      <span class="tab-mark">
        <Icon name={tab.icon} />
        {count > 0 && (
          <span class="tab-count" aria-hidden="true">
            {count > 99 ? "99+" : count}
          </span>
        )}
      </span>
      <span>{t(tab.label)}</span>
      {count > 0 && <span class="read-aloud">{t("ui.unread", { n: count })}</span>}
    </a>
  );
}
