/** Who cares for this patient: added and taken off here, with what it means. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { Button } from "../../ui/Button";
import { Section } from "../../ui/Card";
import { Sheet } from "../../ui/Dialog";
import { Select } from "../../ui/Field";
import { Face, Row, RowList } from "../../ui/RowList";
import { Empty } from "../../ui/States";
import { type Admission, joinTeam, leaveTeam, useKey, useTry } from "./actions";
import { Confirm } from "./Confirm";
import { Form } from "./Form";

interface TeamProps {
  admission: Admission;
  again: () => void;
}

type Member = Admission["team"][number];

export function Team({ admission, again }: TeamProps) {
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const done = () => {
    setAdding(false);
    setLeaving(null);
    again();
  };
  return (
    <Section title={t("admin.team")}>
      {admission.team.length === 0 ? (
        <Empty>{t("admin.no_team")}</Empty>
      ) : (
        <RowList label={t("admin.team")}>
          {admission.team.map((member) => (
            <Row
              key={member.staff_id}
              mark={<Face name={member.name} />}
              title={member.name}
              second={t(`admin.role_${member.role}`)}
              end={
                <Button
                  kind="quiet"
                  pill
                  label={t("admin.remove_one", { name: member.name })}
                  onClick={() => setLeaving(member)}
                >
                  {t("admin.remove")}
                </Button>
              }
            />
          ))}
        </RowList>
      )}
      {admission.choices.length > 0 ? (
        <Button kind="second" wide icon="plus" onClick={() => setAdding(true)}>
          {t("admin.add_member")}
        </Button>
      ) : (
        <p class="quiet-text label-text">{t("admin.no_choices")}</p>
      )}
      <Sheet open={adding} onClose={() => setAdding(false)} title={t("admin.add_member")}>
        <JoinForm admission={admission} again={done} />
      </Sheet>
      {leaving && (
        <Leave
          patient={admission.patient.id}
          member={leaving}
          onClose={() => setLeaving(null)}
          onDone={done}
        />
      )}
    </Section>
  );
}

function JoinForm({ admission, again }: TeamProps) {
  const key = useKey();
  const { busy, problem, run } = useTry();
  const [staff, setStaff] = useState(admission.choices[0]?.id ?? "");
  const options = admission.choices.map((each) => ({
    value: each.id,
    label: `${each.name} · ${t(`admin.role_${each.role}`)}`,
  }));
  return (
    <Form
      button={t("admin.add_member")}
      busyWord={t("admin.adding")}
      busy={busy}
      problem={problem}
      onSubmit={() => void run(() => joinTeam(key, admission.patient.id, staff), again)}
    >
      <Select
        label={t("admin.member")}
        hint={t("admin.member_note")}
        value={staff}
        options={options}
        onValue={setStaff}
      />
    </Form>
  );
}

interface LeaveProps {
  patient: string;
  member: Member;
  onClose: () => void;
  onDone: () => void;
}

function Leave({ patient, member, onClose, onDone }: LeaveProps) {
  const { busy, problem, run } = useTry();
  const { name } = member;
  return (
    <Confirm
      open
      title={t("admin.remove_title", { name })}
      lines={[t("admin.remove_now", { name }), t("admin.remove_words", { name })]}
      yes={t("admin.remove_yes")}
      busyWord={t("admin.removing")}
      busy={busy}
      problem={problem}
      onYes={() => void run(() => leaveTeam(patient, member.staff_id), onDone)}
      onClose={onClose}
    />
  );
}
