"""Reactions to what happened: who is told of a message, and what moves a thread in the inbox; and the reason
that is asked just before a notice is sent. Each calls one action."""

from portal.kernel.actor import Actor
from portal.messaging import actions
from portal.messaging.actions import notices
from portal.messaging.selectors.notices import waits_unread
from portal.notify import ledger
from portal.notify.models import Notice
from portal.outbox import Fact, handler


@handler("messaging.message_sent", name="messaging.tell_of_message")
def tell_of_message(fact: Fact) -> None:
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
