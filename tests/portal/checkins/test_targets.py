"""What a card may ask, as a file, and as the team chooses it for one patient."""

import json
import re

import pytest

from portal.access import policy
from portal.access.matrix import Permission
from portal.checkins import actions, selectors
from portal.checkins.models import Targets
from portal.checkins.targets import DEFAULT, FILE, targets
from portal.kernel.errors import Invalid, NotFound, Stale
from portal.outbox.models import Item, StoredEvent
from tests.world import CAST, World, build

OUTSIDE = (
    "nobody", "neighbour", "stranger", "off_team", "removed", "other_therapist", "relative", "administrator",
)  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    return build()


def asked(world: World) -> selectors.Asked:
    return selectors.targets(world.actor("patient"), patient_id=world.patient.id)


def test_every_target_has_its_words_in_two_languages_under_a_free_licence() -> None:
    whole = json.loads(FILE.read_text(encoding="utf-8"))
    assert whole["licence"] == "CC-BY-4.0"
    assert len(targets()) == len(whole["targets"]) >= 6
    for key, words in targets().items():
        assert re.fullmatch(r"[a-z_]{2,20}", key)
        assert words["en"].strip() and words["es"].strip() and words["en"] != words["es"]
    assert set(DEFAULT) <= targets().keys()


@pytest.mark.feature("Q7.d")
def test_the_team_chooses_what_the_card_asks_in_its_order_and_the_patients_page_is_told(world: World) -> None:
    assert (asked(world).keys, asked(world).version) == (list(DEFAULT), 0)
    actions.set_targets(
        world.actor("therapist"), patient_id=world.patient.id, keys=["isolate", "use", "isolate"], version=0
    )
    assert (asked(world).keys, asked(world).version) == (["isolate", "use"], 1)
    event = StoredEvent.objects.get(kind="checkins.targets_set")
    told = set(Item.objects.filter(event=event).values_list("recipient", flat=True))
    assert {world.people[who].id for who in ("patient", "therapist", "lead")} == told
    assert selectors.asked_of(world.neighbour.id).keys == list(DEFAULT)


@pytest.mark.feature("Q7.d")
def test_none_is_a_choice_and_what_does_not_fit_is_refused(world: World) -> None:
    actor = world.actor("lead")
    for keys, pointer in ((["any", "no_such"], "/keys/1"), (list(targets())[:7], "/keys")):
        with pytest.raises(Invalid) as refused:
            actions.set_targets(actor, patient_id=world.patient.id, keys=keys, version=0)
        assert refused.value.pointer == pointer
    assert not Targets.objects.exists()
    actions.set_targets(actor, patient_id=world.patient.id, keys=[], version=0)
    assert (asked(world).keys, asked(world).version) == ([], 1)


def test_who_did_not_see_the_last_choice_is_told_to_look_again(world: World) -> None:
    of = {"patient_id": world.patient.id}
    actions.set_targets(world.actor("therapist"), keys=["use"], version=0, **of)
    with pytest.raises(Stale):
        actions.set_targets(world.actor("lead"), keys=["drink"], version=0, **of)
    assert asked(world).keys == ["use"]


def test_nobody_else_chooses_not_even_the_patient(world: World) -> None:
    for who in ("patient", *OUTSIDE):
        with pytest.raises(NotFound):
            actions.set_targets(world.actor(who), patient_id=world.patient.id, keys=["use"], version=0)


def test_the_patient_the_team_and_the_lead_are_all_who_may_read(world: World) -> None:
    of = {"patient_id": world.patient.id, "program_id": world.program.id}
    may = {who for who in CAST if policy.can(world.actor(who), Permission.CHECKIN_READ, **of)}
    assert may == {"patient", "therapist", "lead"}
