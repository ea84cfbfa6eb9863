/** A talk that goes on from an older one, and one that goes on elsewhere: the way back and forth. */
import { t } from "../../kernel/i18n";
import { date, dateLong, now } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { links, type Thread, threads } from "./state";

interface Ends {
  thread: Thread;
  forTeam: boolean;
}

/** `start`: above the first message; else under the last one. */
export default function ThreadLinks({ start, ...ends }: Ends & { start: boolean }) {
  return start ? <GoesOnFrom {...ends} /> : <GoesOn {...ends} />;
}

const base = (forTeam: boolean) => (forTeam ? "/inbox/" : "/messages/");

function GoesOnFrom({ thread, forTeam }: Ends) {
  const before = links.get(thread.id)?.previous ?? threads.get(thread.previous_id ?? "");
  if (!before) return null;
  const at = before.last_message_at;
  const year = (when: string | Date) => new Date(when).getFullYear();
  const day = year(at) === year(now()) ? date(at) : dateLong(at);
  return (
    <p class="stream-link">
      {t(forTeam ? "talks.goes_on_from_team" : "talks.goes_on_from", { day })}{" "}
      <Button kind="quiet" href={`${base(forTeam)}${before.id}`}>
        {t("talks.show_it")}
      </Button>
    </p>
  );
}

function GoesOn({ thread, forTeam }: Ends) {
  if (thread.state !== "closed") return null;
  const live = threads.all.value.find(({ previous_id }) => previous_id === thread.id);
  const after = live ?? links.get(thread.id)?.following;
  if (!after) return <p class="stream-link">{t("talks.closed_thread")}</p>;
  return (
    <p class="stream-link">
      {t("talks.goes_on")}{" "}
      <Button kind="quiet" href={`${base(forTeam)}${after.id}`}>
        {t("talks.show_it")}
      </Button>
    </p>
  );
}
