/** One calm question on a screen: the small words above, the question, what can be answered. */
import type { ComponentChildren } from "preact";
import { t } from "../../kernel/i18n";
import { IconButton } from "../../ui/Button";
import { HelpNow, useTitle, Wordmark } from "../../ui/Page";
import "./Step.css";

interface StepProps {
  title: string;
  under?: ComponentChildren;
  /** "2 of 4", in the bar. */
  over?: string;
  back?: () => void;
  children?: ComponentChildren;
}

export function Step({ title, under, over, back, children }: StepProps) {
  const ref = useTitle();
  return (
    <div class="page account-step">
      <header class="bar">
        {back && <IconButton name="back" label={t("ui.back")} onClick={back} />}
        <div class="bar-words">{over ?? (!back && <Wordmark />)}</div>
        <HelpNow />
      </header>
      <div class="page-title">
        <h1 ref={ref} tabIndex={-1}>
          {title}
        </h1>
        {under && <p>{under}</p>}
      </div>
      {children}
    </div>
  );
}
