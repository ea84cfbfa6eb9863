"""The number that texts go to, which a person gives for themselves."""

import pytest

from portal.accounts import actions
from portal.kernel.errors import Invalid
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("(602) 555-0142", "+16025550142"),
        ("1 602.555.0142", "+16025550142"),
        ("+52 55 1234 5678", "+525512345678"),
        ("", ""),
    ],
)
def test_a_number_is_kept_as_the_networks_write_it(world: World, written: str, kept: str) -> None:
    account = actions.change_profile(world.actor("patient"), changes={"phone": written})
    assert account.phone == kept


@pytest.mark.parametrize("written", ["555-0142", "not a number", "+0 123 456 789", "6025550142 ext 5"])
def test_what_is_no_number_is_refused_with_a_pointer(world: World, written: str) -> None:
    with pytest.raises(Invalid) as refused:
        actions.change_profile(world.actor("patient"), changes={"phone": written})
    assert refused.value.pointer == "/phone"
