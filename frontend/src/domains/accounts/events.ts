/** One's own profile changed on another device: name, language and time zone follow here. */
import { onFrame } from "../../kernel/frames";
import { loadSession } from "../../kernel/session";

onFrame("accounts.profile_changed", () => void loadSession());
