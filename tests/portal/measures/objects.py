"""What the measures' tests add to the world."""

from uuid import uuid4

from portal.measures import actions
from portal.measures.models import Plan, Score
from tests.world import World


def asked(world: World, instrument: str = "phq-9") -> Plan:
    """The first patient is asked to answer this each week."""
    return actions.assign_measure(
        world.actor("therapist"), patient_id=world.patient.id, instrument=instrument
    )


def answers(*values: int) -> dict[str, int]:
    return {f"q{n}": value for n, value in enumerate(values, start=1)}


def answered(world: World, plan: Plan, *values: int) -> Score:
    score, _made = actions.complete_measure(
        world.actor("patient"), measure_id=plan.id, answers=answers(*values), language="en", key=uuid4()
    )
    return score
