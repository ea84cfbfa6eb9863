"""What tests of the administrator's desk add to the world."""

from datetime import timedelta
from uuid import uuid4

from portal.kernel import clock
from portal.programs import actions
from portal.programs.models import Holiday, Patient, Staff
from tests.world import World


def hired(world: World, *, email: str = "nora@example.test", role: str = "nurse") -> Staff:
    """A post with an open invitation."""
    made, _ = actions.hire(
        world.actor("administrator"), key=uuid4(), program_id=world.program.id, role=role, name="Nora Bell",
        email=email,
    )  # fmt: skip
    return made


def admitted(world: World, *, email: str = "lena@example.test") -> Patient:
    """A patient who has an open invitation and no account."""
    made, _ = actions.admit(
        world.actor("administrator"), key=uuid4(), program_id=world.program.id, preferred_name="Lena",
        full_name="Lena Ortiz", admitted_on=clock.now().date(), email=email,
    )  # fmt: skip
    return made


def closed(world: World) -> Holiday:
    made, _ = actions.new_holiday(
        world.actor("administrator"), key=uuid4(), program_id=world.program.id, name="Open day",
        on=clock.now().date() + timedelta(days=9),
    )  # fmt: skip
    return made
