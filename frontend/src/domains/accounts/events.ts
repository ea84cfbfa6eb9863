/** One's own profile changed on another device: name, language and time zone follow here. */
import { onFrame } from "../../kernel/frames";
import { account, loadSession } from "../../kernel/session";

onFrame("accounts.profile_changed", () => {
  const me = account.peek();
  // The first questions change it themselves, and end with a look at the session: earlier, the page would leave
  // them half answered.
  if (me?.set_up && me.device_known) void loadSession();
});
