"""Reactions to the schedule's events, and the reason that is asked just before sending."""

from portal.kernel.actor import Actor
from portal.notify import ledger
from portal.notify.models import Notice
from portal.outbox import Fact, handler
from portal.reminders import actions


@handler("schedule.session_changed", name="reminders.session_changed")
def session_changed(fact: Fact) -> None:
    actions.replan_booking(Actor.system("reminders"), booking_id=fact.object_id)


@ledger.reason("session")
def session_is_still_on(notice: Notice) -> bool:
    return actions.still_true(notice.about_id, notice.about_at)
