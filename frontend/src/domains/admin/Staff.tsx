/** The people of one program: who is here, who is invited, who has left. */
import { useState } from "preact/hooks";
import { useAsk } from "../../kernel/ask";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { date } from "../../kernel/time";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Sheet } from "../../ui/Dialog";
import { Page } from "../../ui/Page";
import { Face, Row, RowList } from "../../ui/RowList";
import { Empty, Ready } from "../../ui/States";
import { loadSetting, loadStaff, type Post } from "./actions";
import { PostSheet } from "./PostSheet";
import { StaffForm } from "./StaffForm";
import { StateChip } from "./StateChip";
import "./admin.css";

export default function Staff({ id }: { id: string }) {
  const asked = useAsk(() => loadStaff(id), {
    on: ["programs.staff", "programs.team", "accounts.invitation_accepted"],
    deps: [id],
  });
  const setting = useAsk(() => loadSetting(id), { deps: [id] });
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<Post | null>(null);
  const done = (words: string) => {
    setAdding(false);
    setChosen(null);
    asked.again();
    announce(words);
  };
  return (
    <Page
      title={t("admin.staff")}
      under={setting.data && t("admin.staff_under", { program: setting.data.program.name })}
      back="/admin"
      tab={t("admin.staff")}
    >
      <Ready of={asked} empty={({ staff }) => staff.length === 0 && <Empty>{t("admin.no_staff")}</Empty>}>
        {({ staff }) => <People staff={staff} onChoose={setChosen} />}
      </Ready>
      <div class="admin-foot">
        <Button icon="plus" wide onClick={() => setAdding(true)}>
          {t("admin.add_staff")}
        </Button>
      </div>
      <Sheet open={adding} onClose={() => setAdding(false)} title={t("admin.add_staff")}>
        <StaffForm program={id} onDone={() => done(t("admin.invited_aloud"))} />
      </Sheet>
      {chosen && <PostSheet post={chosen} onClose={() => setChosen(null)} onDone={done} />}
    </Page>
  );
}

function People({ staff, onChoose }: { staff: Post[]; onChoose: (post: Post) => void }) {
  const here = staff.filter((post) => post.state !== "ended");
  const gone = staff.filter((post) => post.state === "ended");
  return (
    <div class="stack wide">
      {here.length > 0 && (
        <RowList label={t("admin.staff")}>
          {here.map((post) => (
            <Row
              key={post.id}
              mark={<Face name={post.name} />}
              title={post.name}
              second={t(`admin.role_${post.role}`)}
              end={post.state === "active" ? null : <StateChip state={post.state} />}
              onClick={() => onChoose(post)}
            />
          ))}
        </RowList>
      )}
      {gone.length > 0 && (
        <Section title={t("admin.past_staff")}>
          <RowList label={t("admin.past_staff")}>
            {gone.map((post) => (
              <Row
                key={post.id}
                mark={<Face name={post.name} />}
                title={post.name}
                second={
                  <>
                    <span>{t(`admin.role_${post.role}`)}</span>
                    <br />
                    <span>{t("admin.ended_on", { day: date(post.ended_at ?? "") })}</span>
                  </>
                }
              />
            ))}
          </RowList>
        </Section>
      )}
    </div>
  );
}
