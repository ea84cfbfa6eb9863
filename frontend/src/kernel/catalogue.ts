/** Where the words of all later screens are. */
import { byName, type Words } from "./texts";

export const others = byName(
  import.meta.glob<Words>(["@catalogue/*/*.json", "!**/{app,ui,schedule,messaging}.json"], {
    import: "default",
  }),
);
