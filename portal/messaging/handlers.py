"""What follows from messages, sessions, days off and leaving, and the reason that is asked just before a
notice is sent: thin doors to actions."""

from uuid import UUID

from portal.kernel.actor import Actor
from portal.messaging import actions
from portal.messaging.actions import notices
from portal.messaging.selectors.notices import waits_unread
from portal.notify import ledger
from portal.notify.models import Notice
from portal.outbox import Fact, handler


@handler("messaging.message_sent", name="messaging.tell_of_message")
def tell_of_message(fact: Fact) -> None:
    """Of an automatic reply nobody is told outside the app: it answers who has just written."""
    if not fact.data.get("automatic"):
        notices.tell_of_message(Actor.system("messaging"), message_id=fact.object_id)


@ledger.reason(notices.TEMPLATE)
def message_is_unread(notice: Notice) -> bool:
    return waits_unread(notice.account_id, thread_id=notice.about_id, seq=notice.about_seq or 0)


def place_by_sessions(fact: Fact) -> None:
    """The patient wrote, or their sessions changed."""
    if fact.patient_id is not None and not fact.data.get("from_team"):
        actions.place_by_sessions(Actor.system("messaging"), patient_id=fact.patient_id)


for _kind in (
    "messaging.message_sent", "schedule.session_changed", "schedule.week_changed", "schedule.late_reported",
):  # fmt: skip
    handler(_kind, name=f"messaging.place_after_{_kind.partition('.')[2]}")(place_by_sessions)


@handler("messaging.message_sent", name="messaging.follow_message")
def follow_message(fact: Fact) -> None:
    """One reaction for all that follows from a message: sending pays for a single one."""
    actions.follow_message(Actor.system("messaging"), message_id=fact.object_id)


@handler("programs.staff_away", "programs.staff_changed", name="messaging.reroute_staff")
def reroute_staff(fact: Fact) -> None:
    actions.settle_owners(Actor.system("messaging"), staff_id=fact.object_id)


@handler("programs.team_changed", name="messaging.reroute_patient")
def reroute_patient(fact: Fact) -> None:
    if fact.patient_id is not None:
        staff_id = UUID(fact.data["staff_id"])
        actions.settle_owners(Actor.system("messaging"), staff_id=staff_id, patient_id=fact.patient_id)
