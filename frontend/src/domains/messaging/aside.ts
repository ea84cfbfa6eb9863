/**
 * A session that ended by itself empties the page. What was not sent yet waits here, unseen, until the same
 * person signs in again; another's sign-in ends it, and so does the fresh page after "Sign out".
 */
import { effect, untracked } from "@preact/signals";
import { setDirty } from "../../kernel/dirty";
import { type Entry, entries, putFirst, unsent } from "../../kernel/outbox";
import { account } from "../../kernel/session";
import { vault } from "../../kernel/vault";

let here: string | undefined;
let kept: { owner: string; entries: readonly Entry[] } | undefined;

effect(() => {
  const me = account.value?.id;
  void entries.value;
  const arrived = me !== here;
  here = me;
  if (!me) return;
  const own = kept?.owner === me ? kept.entries : [];
  if (arrived && own.length > 0) untracked(() => putFirst(own));
  kept = { owner: me, entries: entries.peek() };
});

// A phone of one's own keeps them over the closed page; any other asks before it forgets them.
effect(() => {
  const asks = unsent.value > 0 && vault.state.value !== "open";
  untracked(() => setDirty("outbox", asks));
});
