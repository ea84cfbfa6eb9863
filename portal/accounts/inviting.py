"""Opening and finding invitations, inside somebody's transaction."""

from datetime import timedelta
from uuid import UUID, uuid4

from portal import audit
from portal.accounts import codes
from portal.accounts.acceptance import Subject
from portal.accounts.events import InvitationMade
from portal.accounts.models import Invitation
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Gone, NotFound
from portal.outbox import publish

VALID_FOR = timedelta(days=7)
MOST_WRONG_TRIES = 6


def open_invitation(
    actor: Actor,
    *,
    purpose: str,
    object_id: UUID,
    email: str,
    name: str,
    language: str,
    second_factor: bool = True,
    subject: Subject,
) -> Invitation:
    """For actions of the domains above that invite as a part of their own change. An earlier open
    invitation for the same object is withdrawn. The caller has checked that the actor may.

    Publishes InvitationMade, which sends the mail.
    """
    now = clock.now()
    open_ones = Invitation.objects.filter(
        purpose=purpose, object_id=object_id, accepted_at=None, withdrawn_at=None
    )
    open_ones.update(withdrawn_at=now)
    row_id = uuid4()
    row = Invitation.objects.create(
        id=row_id,
        code_hash=codes.digest(codes.invitation_code(row_id)),
        purpose=purpose,
        object_id=object_id,
        email=email.strip().lower(),
        preferred_name=name.strip(),
        language=language,
        second_factor=second_factor,
        created_by=actor.account_id,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    note(actor, "accounts.invite", row, subject)
    publish(InvitationMade(object_id=row.id), recipients=[])
    return row


def withdraw_open(*, purpose: str, object_id: UUID) -> int:
    """Withdraws what is open for an object. Returns how many."""
    open_ones = Invitation.objects.filter(
        purpose=purpose, object_id=object_id, accepted_at=None, withdrawn_at=None
    )
    return open_ones.update(withdrawn_at=clock.now())


def find(code: str, *, lock: bool = False) -> Invitation:
    """The invitation of a code. Raises NotFound for a code that never was."""
    rows = Invitation.objects.select_for_update() if lock else Invitation.objects
    found = rows.filter(code_hash=codes.digest(code)).first()
    if found is None:
        raise NotFound("accounts.unknown_code")
    return found


def check_open(row: Invitation) -> None:
    """Raises Gone for what was used, withdrawn, killed by wrong tries, or is too old."""
    if row.accepted_at is not None:
        raise Gone("accounts.invitation_used")
    if row.withdrawn_at is not None or row.wrong_tries >= MOST_WRONG_TRIES or row.expires_at <= clock.now():
        raise Gone("accounts.invitation_over")


def note(actor: Actor, verb: str, row: Invitation, subject: Subject) -> None:
    audit.record(
        actor,
        verb,
        object_type="invitation",
        object_id=row.id,
        patient_id=subject.patient_id,
        program_id=subject.program_id,
        reason=row.purpose,
    )
