"""The clinic's own line stands on the crisis page as a number to tap: it is one, or is not taken."""

import pytest

from portal.kernel.errors import Invalid
from portal.programs import actions
from portal.programs.logic import can_be_called
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.mark.parametrize("number", ["(303) 555-0142", "+1 303.555.0142", "3035550142", "988"])
def test_a_number_as_people_write_it_is_taken(world: World, number: str) -> None:
    changed = actions.change_program(
        world.actor("administrator"), program_id=world.program.id, version=1, changes={"crisis_phone": number}
    )
    assert changed.crisis_phone == number


@pytest.mark.parametrize("number", ["ask at the desk", "303-555-0142 (Ana)", "<b>988</b>", "--", "+"])
def test_what_no_phone_can_call_is_refused_and_the_line_stays(world: World, number: str) -> None:
    with pytest.raises(Invalid):
        actions.change_program(
            world.actor("administrator"),
            program_id=world.program.id,
            version=1,
            changes={"crisis_phone": number},
        )
    world.program.refresh_from_db()
    assert world.program.crisis_phone == ""


def test_arabic_figures_are_no_number_of_a_phone() -> None:
    assert not can_be_called("\u0663\u0660\u0663")
