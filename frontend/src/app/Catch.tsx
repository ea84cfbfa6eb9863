/** A screen that broke, or whose code did not arrive, leaves the rest of the app standing. */
import { Component, type ComponentChildren, type ComponentType } from "preact";
import { lazy } from "preact-iso";
import { t } from "../kernel/i18n";
import { Button } from "../ui/Button";
import { Page } from "../ui/Page";

type Module = { default: ComponentType };

function NotArrived(): never {
  throw new Error("The code of a screen did not arrive.");
}

/** A lazy screen whose missing code (offline, or an old file after an update) is caught like a fault. */
export function arriving(load: () => Promise<Module>): ComponentType {
  return lazy(() => load().catch((): Module => ({ default: NotArrived })));
}

interface CatchProps {
  /** Another place starts afresh. */
  path: string;
  children: ComponentChildren;
}

export class Catch extends Component<CatchProps, { broken: boolean }> {
  override state = { broken: false };

  static override getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: unknown): void {
    // The kind of the fault only: its text may hold what a person wrote.
    console.error("screen", error instanceof Error ? error.name : "fault");
  }

  override componentDidUpdate(before: CatchProps): void {
    if (before.path !== this.props.path && this.state.broken) this.setState({ broken: false });
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Page title={t("ui.cannot")} under={t("ui.cannot_now")}>
        <Button kind="second" onClick={() => location.reload()}>
          {t("ui.try_again")}
        </Button>
      </Page>
    );
  }
}
