/** One post: where it stands, the invitation again, and its end. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { date } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Sheet } from "../../ui/Dialog";
import { endStaff, inviteStaff, type Post, useTry } from "./actions";
import { Confirm } from "./Confirm";
import { Wrong } from "./Form";
import { StateChip } from "./StateChip";
import { noon } from "./words";

interface PostSheetProps {
  post: Post;
  onClose: () => void;
  onDone: (words: string) => void;
}

export function PostSheet({ post, onClose, onDone }: PostSheetProps) {
  const [ending, setEnding] = useState(false);
  const invite = useTry();
  const end = useTry();
  const again = () =>
    void invite.run(
      () => inviteStaff(post.id),
      () => onDone(t("admin.invited_aloud")),
    );
  const finish = () =>
    void end.run(
      () => endStaff(post.id, post.version),
      () => onDone(t("admin.ended_aloud", { name: post.name })),
    );
  return (
    <>
      <Sheet open={!ending} onClose={ending ? () => undefined : onClose} title={post.name}>
        <div class="stack">
          <div class="stack tight">
            <p>{t(`admin.role_${post.role}`)}</p>
            <p class="quiet-text">{post.email}</p>
            <p class="quiet-text">{t("admin.since", { day: date(noon(post.started_on)) })}</p>
            <p class="quiet-text">{t("admin.teams", { n: post.teams })}</p>
            {post.state !== "active" && (
              <div>
                <StateChip state={post.state} />
              </div>
            )}
          </div>
          {invite.problem && <Wrong problem={invite.problem} />}
          {post.state !== "active" && (
            <div class="stack tight">
              <Button wide busy={invite.busy && t("admin.sending")} onClick={again}>
                {t("admin.invite_again")}
              </Button>
              <p class="quiet-text label-text">{t("admin.invite_again_note")}</p>
            </div>
          )}
          <Button kind="second" wide onClick={() => setEnding(true)}>
            {t("admin.end_post")}
          </Button>
        </div>
      </Sheet>
      <Confirm
        open={ending}
        title={t("admin.end_title", { name: post.name })}
        lines={whatHappens(post)}
        yes={t("admin.end_yes")}
        busyWord={t("admin.ending")}
        busy={end.busy}
        problem={end.problem}
        onYes={finish}
        onClose={() => setEnding(false)}
      />
    </>
  );
}

function whatHappens({ name, state, teams }: Post): string[] {
  if (state !== "active") return [t("admin.end_invitation"), ...(teams ? [leaves(name, teams)] : [])];
  return [
    t("admin.end_now", { name }),
    ...(teams ? [leaves(name, teams)] : []),
    t("admin.end_words", { name }),
  ];
}

const leaves = (name: string, n: number) => t("admin.end_teams", { name, n });
