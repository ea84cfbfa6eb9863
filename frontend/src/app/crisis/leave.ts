/** Leave quickly: another site in this tab, signed out, with nothing left on the screen or behind Back. */
import { endServerSession } from "../../kernel/csrf";
import { forgetAll } from "../../kernel/forget";
import { vault } from "../../kernel/vault";

export const ELSEWHERE = "https://www.weather.gov/";

export function leaveQuickly(): void {
  // First away from what is on the screen, then the rest: a slow network must not hold the page.
  document.title = "";
  document.body.replaceChildren();
  void endServerSession().catch(() => undefined);
  forgetAll();
  sessionStorage.clear();
  // The sealed safety plan of an own phone stays, locked: it may be needed tonight.
  vault.lock();
  location.replace(ELSEWHERE);
}
