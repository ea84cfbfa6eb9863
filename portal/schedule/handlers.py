"""Reactions of the schedule to what other domains did."""

from portal import outbox
from portal.kernel.actor import Actor
from portal.schedule import actions


@outbox.handler("programs.enrolment_changed", name="schedule.book_by_enrolment")
def book_by_enrolment(fact: outbox.Fact) -> None:
    if fact.patient_id is not None:
        actions.book_by_enrolment(Actor.system("schedule"), patient_id=fact.patient_id)
