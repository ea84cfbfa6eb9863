/** One step of signing in: Back to the start of it, Help now, a title, a form. */
import type { ComponentChildren } from "preact";
import { t } from "../../kernel/i18n";
import { IconButton } from "../../ui/Button";
import { HelpNow, useTitle } from "../../ui/Page";

interface StepPageProps {
  title: string;
  under?: string;
  back: () => void;
  children: ComponentChildren;
}

export function StepPage({ title, under, back, children }: StepPageProps) {
  const ref = useTitle();
  return (
    <div class="signin">
      <header class="bar">
        <span class="signin-back">
          <IconButton name="back" label={t("ui.back")} onClick={back} />
        </span>
        <HelpNow />
      </header>
      <div class="signin-words">
        <h1 ref={ref} tabIndex={-1}>
          {title}
        </h1>
        {under && <p>{under}</p>}
      </div>
      {children}
    </div>
  );
}
