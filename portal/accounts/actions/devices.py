"""Sessions of devices: begin, name, end. Ending one closes its sockets after the commit."""

from uuid import UUID

from portal import audit
from portal.accounts import selectors, sessions
from portal.accounts.models import Account, Session
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, NotFound
from portal.kernel.transaction import action

DEVICES = ("own", "shared")


@action
def begin_session(
    actor: Actor, *, label: str = "", second_factor: bool = False, device_known: bool = False
) -> Session:
    """A sign-in by whichever way. Allowed: the person who proved to be it."""
    account = selectors.own_account(actor)
    session = sessions.begin(
        account_id=account.id, label=label, second_factor=second_factor, device_known=device_known
    )
    signed_in = Actor.person(account.id, session=str(session.id), ip=actor.ip)
    audit.record(signed_in, "accounts.sign_in", object_type="session", object_id=session.id)
    return session


@action
def end_this_session(actor: Actor) -> None:
    """Sign-out. Allowed: the person."""
    sessions.end([UUID(actor.session)])
    audit.record(actor, "accounts.sign_out", object_type="session", object_id=actor.session)


@action
def end_session(actor: Actor, *, session_id: UUID) -> None:
    """Signs one of one's own devices out. Allowed: the person. Raises NotFound."""
    session = selectors.own_session(actor, session_id=session_id)
    sessions.end([session.id])
    audit.record(actor, "accounts.end_session", object_type="session", object_id=session.id)


@action
def end_other_sessions(actor: Actor, *, why: str) -> None:
    """After a change of password or factors every other device signs in anew. `why` is a code.

    Allowed: the person, and the way back by mail, which has no session of its own.
    """
    if actor.account_id is None:
        raise NotFound
    ended = sessions.end_all(account_id=actor.account_id, but=actor.session)
    audit.record(
        actor,
        "accounts.end_other_sessions",
        object_type="account",
        object_id=actor.account_id,
        reason=why,
        count=len(ended),
    )


@action
def note_factor(actor: Actor, *, kind: str) -> None:
    """A passkey or an app code was added in this session, which is strong from now on."""
    session = selectors.own_session(actor, session_id=UUID(actor.session))
    session.second_factor = True
    session.save(update_fields=["second_factor"])
    audit.record(actor, "accounts.add_factor", object_type="session", object_id=session.id, reason=kind)


@action
def say_device(actor: Actor, *, device: str) -> Session:
    """Whether this device is the person's own or shared: it sets how long a sign-in lasts, and what
    the device may keep. Allowed: the person. Raises Invalid."""
    if device not in DEVICES:
        raise Invalid("/device", "errors.field.invalid_choice")
    session = selectors.own_session(actor, session_id=UUID(actor.session))
    session.device, session.device_known = device, True
    session.save(update_fields=["device", "device_known"])
    audit.record(actor, "accounts.say_device", object_type="session", object_id=session.id, reason=device)
    return session


@action
def deactivate(actor: Actor, *, account_id: UUID) -> None:
    """Closes an account: nobody signs in with it any more, and every session and socket of it ends.

    Allowed: the system, for the domain that knows why (a post that ended, a request of the person).
    """
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if not actor.is_system or account is None:
        raise NotFound
    account.is_active = False
    account.save(update_fields=["is_active"])
    ended = sessions.end_all(account_id=account.id)
    audit.record(actor, "accounts.deactivate", object_type="account", object_id=account.id, count=len(ended))
