import { t } from "../kernel/i18n";
import { Icon } from "./Icon";
import "./StepLine.css";

export interface Step {
  label: string;
  state: "done" | "now" | "next";
}

/** Levels of care in order. The words under it (when, which signs) belong to the screen. */
export function StepLine({ steps, label }: { steps: Step[]; label: string }) {
  return (
    <ol class="steps" aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.label}
          class={`step ${step.state}`}
          aria-current={step.state === "now" ? "step" : undefined}
        >
          <span class="step-mark">{step.state === "done" && <Icon name="tick" size={18} />}</span>
          <span>
            {step.label}
            <span class="read-aloud">, {t(`ui.step_${step.state}`)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
