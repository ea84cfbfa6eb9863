/** The bridge, drawn from one bank to the other while the time passes. The words under it say the same. */
import type { ComponentChildren } from "preact";

const PATH = "M12 92C46 12 234 12 268 92";

export function Arch({ share, children }: { share: number; children: ComponentChildren }) {
  return (
    <div class="practice-arch">
      <svg viewBox="0 0 280 100" aria-hidden="true">
        <path class="way" d={PATH} pathLength="1" />
        <path class="gone" d={PATH} pathLength="1" stroke-dasharray={`${Math.min(1, share)} 2`} />
      </svg>
      <p class="numbers">{children}</p>
    </div>
  );
}
