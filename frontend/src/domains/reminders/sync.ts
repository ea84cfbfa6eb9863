/** At each start the server hears of this browser's push address again: browsers change it without a word. */
import { heldPush } from "../../kernel/push";
import { rememberBrowser } from "./actions";

export async function sync(): Promise<void> {
  const held = await heldPush();
  if (held) await rememberBrowser(held);
}

// What fails now is told at the next start; the page of reminders shows the state of this phone anyway.
void sync().catch(() => undefined);
