/** The bridge of the sign-in page: drawing only, nothing to read. */
import "./Bridge.css";

export function Bridge() {
  return (
    <svg class="bridge" viewBox="20 160 320 150" fill="none" stroke-linecap="round" aria-hidden="true">
      <circle class="bridge-sun" cx="256" cy="192" r="26" />
      <path class="bridge-hill" d="M20 266c12-3 24 0 34 8M340 266c-12-3-24 0-34 8" />
      <path class="bridge-water" d="M56 292h61M140 292h29M196 292h93M90 306h45M170 306h67" />
      <path class="bridge-rail" d="M48 248C92 177.5 268 177.5 312 248" />
      <path
        class="bridge-rail"
        d="M82 219V244M114 204V230M147 197V223M180 195V221M213 197V223M246 204V230M278 219V244"
      />
      <path class="bridge-deck" d="M48 274C92 204 268 204 312 274" />
    </svg>
  );
}
