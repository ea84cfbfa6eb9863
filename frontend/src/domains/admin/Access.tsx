/** Whether the patient can sign in, and the invitation. */
import { useState } from "preact/hooks";
import { t } from "../../kernel/i18n";
import { announce } from "../../kernel/live";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Sheet } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { invitePatient, type Place, useTry } from "./actions";
import { Form } from "./Form";
import { StateChip } from "./StateChip";

export function Access({ place, again }: { place: Place; again: () => void }) {
  const [open, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    again();
    announce(t("admin.invited_aloud"));
  };
  const canInvite = place.state !== "active" && place.state !== "ended";
  const word = t(place.state === "added" ? "admin.invite" : "admin.invite_again");
  return (
    <Section title={t("admin.access")} end={<StateChip state={place.state} />}>
      <Card>
        <p>{t(`admin.access_${place.state}`, { email: place.email })}</p>
      </Card>
      {canInvite && (
        <Button kind="second" wide icon="mail" onClick={() => setOpen(true)}>
          {word}
        </Button>
      )}
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t("admin.invite_patient", { name: place.preferred_name })}
      >
        <InviteForm place={place} onDone={done} />
      </Sheet>
    </Section>
  );
}

function InviteForm({ place, onDone }: { place: Place; onDone: () => void }) {
  const { busy, problem, run } = useTry();
  const [email, setEmail] = useState(place.email);
  return (
    <Form
      button={t("admin.send_invitation")}
      busyWord={t("admin.sending")}
      busy={busy}
      problem={problem}
      onSubmit={() => void run(() => invitePatient(place.id, email), onDone)}
    >
      <Field
        label={t("admin.email")}
        hint={t("admin.email_invited")}
        type="email"
        inputMode="email"
        value={email}
        onValue={setEmail}
        problem={problem}
        pointer="/email"
      />
    </Form>
  );
}
