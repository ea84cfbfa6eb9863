"""What follows from messages, from days off and from leaving: thin doors to actions."""

from uuid import UUID

from portal.kernel.actor import Actor
from portal.messaging import actions
from portal.outbox import Fact, handler


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
