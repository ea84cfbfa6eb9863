/** Parts of a conversation that are rarely needed: their code and words come when they are (ui/Slot, Filled). */
import type { Filling } from "../../kernel/slots";

const part = (load: Filling["load"]): Filling => ({ name: "talks", order: 0, load });

export const EDIT = part(() => import("./EditSheet"));
export const HISTORY = part(() => import("./HistorySheet"));
export const CHOICES = part(() => import("./Choices"));
export const CHANGED = part(() => import("./Changed"));
export const LINKS = part(() => import("./ThreadLinks"));
export const HELLO = part(() => import("./Hello"));
export const MORE = part(() => import("./More"));
export const NEWER = part(() => import("./Newer"));
export const REFUSED = part(() => import("./Refused"));
export const TYPING = part(() => import("./typing/TypingLine"));
export const OFFER = part(() => import("./DraftOffer"));
export const ASK = part(() => import("./inbox/AskPill"));
export const STRIP = part(() => import("./inbox/Strip"));
export const SEARCH = part(() => import("./inbox/SearchSheet"));
