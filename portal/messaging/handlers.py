"""What follows from messages, sessions, days off and leaving, and the reason that is asked just before a
notice is sent: thin doors to actions."""

from collections.abc import Sequence
from uuid import UUID

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.messaging import actions
from portal.messaging.actions import notices
from portal.messaging.selectors.notices import is_named_unseen, to_be_told, waits_unread
from portal.notify import ledger, logic
from portal.notify.models import Notice
from portal.outbox import Fact, batch_handler, handler

SYSTEM = Actor.system("messaging")


@batch_handler("messaging.message_sent", name="messaging.follow_messages")
def follow_messages(facts: Sequence[Fact]) -> None:
    """One reaction for all that follows from messages: sending pays for a single one. What goes wrong in one
    step keeps no other back; then all are tried again."""
    wrong = []
    for step in (_follow, _place, _tell):
        try:
            step(facts)
        except Exception as error:
            wrong.append(error)
    if wrong:
        raise ExceptionGroup("What follows from messages failed in part.", wrong)


def _follow(facts: Sequence[Fact]) -> None:
    actions.follow_messages(SYSTEM, message_ids=[fact.object_id for fact in facts])


def _place(facts: Sequence[Fact]) -> None:
    wrote = {fact.patient_id for fact in facts if fact.patient_id and not fact.data.get("from_team")}
    if wrote:
        actions.place_by_sessions(SYSTEM, patient_ids=wrote)


def _tell(facts: Sequence[Fact]) -> None:
    since = clock.now() - logic.STALE_AFTER
    sent = [fact.object_id for fact in facts]
    for message_id in to_be_told(sent, template=notices.TEMPLATE, since=since):
        notices.tell_of_message(SYSTEM, message_id=message_id)


@ledger.reason(notices.TEMPLATE)
def message_is_unread(notice: Notice) -> bool:
    return waits_unread(notice.account_id, thread_id=notice.about_id, seq=notice.about_seq or 0)


@handler("messaging.note_written", name="messaging.tell_mentions")
def tell_mentions(fact: Fact) -> None:
    notices.tell_of_mentions(SYSTEM, note_id=fact.object_id)


@ledger.reason(notices.MENTION)
def mention_is_unseen(notice: Notice) -> bool:
    return is_named_unseen(notice.account_id, thread_id=notice.about_id)


def place_by_sessions(fact: Fact) -> None:
    """The patient's sessions changed."""
    if fact.patient_id is not None:
        actions.place_by_sessions(SYSTEM, patient_ids=[fact.patient_id])


for _kind in ("schedule.session_changed", "schedule.week_changed", "schedule.late_reported"):
    handler(_kind, name=f"messaging.place_after_{_kind.partition('.')[2]}")(place_by_sessions)


@handler("programs.staff_away", "programs.staff_changed", name="messaging.reroute_staff")
def reroute_staff(fact: Fact) -> None:
    actions.settle_owners(SYSTEM, staff_id=fact.object_id)


@handler("programs.team_changed", name="messaging.reroute_patient")
def reroute_patient(fact: Fact) -> None:
    if fact.patient_id is not None:
        staff_id = UUID(fact.data["staff_id"])
        actions.settle_owners(SYSTEM, staff_id=staff_id, patient_id=fact.patient_id)
