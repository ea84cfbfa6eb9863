"""Reads of one's own account: who am I, on which devices. Nobody reads another person's here."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from portal.access import grants
from portal.accounts import acceptance, logic, sessions
from portal.accounts.models import Account, Invitation, Session
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound


@dataclass(frozen=True)
class Me:
    account: Account
    session: Session | None
    roles: list[str]
    patient_id: UUID | None


def own_account(actor: Actor, *, lock: bool = False) -> Account:
    if actor.account_id is None:
        raise NotFound
    rows = Account.objects.select_for_update() if lock else Account.objects
    found = rows.filter(id=actor.account_id, is_active=True).first()
    if found is None:
        raise NotFound
    return found


def me(actor: Actor) -> Me:
    account = own_account(actor)
    return Me(
        account=account,
        session=_this_session(actor),
        roles=logic.roles(basis.value for basis in grants.bases_of(account.id)),
        patient_id=grants.patient_of(account.id),
    )


def _this_session(actor: Actor) -> Session | None:
    if not actor.session:
        return None
    found = Session.objects.select_related("account")
    return found.filter(id=UUID(actor.session), account_id=actor.account_id or UUID(int=0)).first()


def own_sessions(actor: Actor) -> "QuerySet[Session]":
    """The devices on which this account is signed in now, the latest first."""
    if actor.account_id is None:
        raise NotFound
    return sessions.open_of(actor.account_id).order_by("-last_seen_at", "id")


def own_session(actor: Actor, *, session_id: UUID) -> Session:
    found = own_sessions(actor).filter(id=session_id).first()
    if found is None:
        raise NotFound
    return found


def accepted_invitation(actor: Actor, *, invitation_id: UUID) -> Invitation:
    """An invitation of one's own making that was taken. Allowed: who made it, while they still may invite for
    its purpose. Raises NotFound."""
    rows = Invitation.objects.filter(id=invitation_id, created_by=actor.me, accepted_at__isnull=False)
    found = rows.first()
    if found is None:
        raise NotFound
    acceptance.of(found.purpose).may_invite(actor, found.object_id)
    return found


def invitation(invitation_id: UUID) -> Invitation | None:
    """For the jobs of the product."""
    return Invitation.objects.filter(id=invitation_id).first()
