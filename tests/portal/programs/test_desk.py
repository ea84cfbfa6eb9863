"""What an administrator makes: people with their invitations, programs, closed days, and their ends."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from portal.access import grants
from portal.access.matrix import Basis
from portal.accounts import actions as accounts
from portal.accounts import codes
from portal.accounts.models import Invitation
from portal.kernel import clock
from portal.kernel.errors import Conflict, Gone, Invalid, KeyReused
from portal.programs import actions, administration
from portal.programs.models import CareTeamMember, Holiday, Patient, Staff
from tests.portal.programs.objects import admitted, hired
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def _state(world: World, staff: Staff) -> str:
    return administration.post(world.actor("administrator"), staff_id=staff.id).state


def test_a_person_is_added_together_with_the_invitation(world: World) -> None:
    post = hired(world)
    invitation = Invitation.objects.get(purpose="staff", object_id=post.id)
    assert (invitation.email, invitation.second_factor) == ("nora@example.test", True)
    assert _state(world, post) == "invited"


def test_accepting_makes_the_post_active_and_gives_it_its_rights(world: World) -> None:
    post = hired(world)
    code = codes.invitation_code(Invitation.objects.get(object_id=post.id).id)
    account = accounts.accept(world.actor("nobody"), code=code, password="a long enough passphrase 9")
    assert _state(world, post) == "active"
    assert grants.bases_of(account.id) == {Basis.STAFF}


def test_an_invitation_lapses_and_can_be_sent_again(world: World) -> None:
    post = hired(world)
    first = codes.invitation_code(Invitation.objects.get(object_id=post.id).id)
    clock.set_fixed(clock.now() + timedelta(days=8))
    try:
        assert _state(world, post) == "lapsed"
        actions.invite_staff(world.actor("administrator"), staff_id=post.id)
        assert _state(world, post) == "invited"
        with pytest.raises(Gone):
            accounts.look(world.actor("nobody"), code=first)
    finally:
        clock.set_fixed(None)


def test_ending_a_post_ends_its_rights_teams_and_open_invitation_at_once(world: World) -> None:
    post, waiting = world.staff["therapist"], hired(world)
    admin = world.actor("administrator")
    code = codes.invitation_code(Invitation.objects.get(object_id=waiting.id).id)
    actions.end_staff(admin, staff_id=post.id, version=post.version)
    actions.end_staff(admin, staff_id=waiting.id, version=waiting.version)
    assert grants.bases_of(world.people["therapist"].id) == set()
    assert not CareTeamMember.objects.filter(staff=post, ends_at=None).exists()
    assert world.client("therapist").get(f"/api/v1/patients/{world.patient.id}").status_code == 404
    with pytest.raises(Gone):
        accounts.accept(world.actor("nobody"), code=code, password="a long enough passphrase 9")
    assert (_state(world, post), _state(world, waiting)) == ("ended", "ended")


def test_the_same_key_makes_one_of_everything(world: World) -> None:
    admin, key = world.actor("administrator"), uuid4()
    given: dict[str, Any] = {
        "program_id": world.program.id,
        "role": "nurse",
        "name": "Nora",
        "email": "nora@example.test",
    }
    first, again = (actions.hire(admin, key=key, **given) for _ in range(2))
    assert (first[0].id, first[1], again[1]) == (again[0].id, True, False)
    assert Invitation.objects.filter(object_id=first[0].id).count() == 1
    with pytest.raises(KeyReused):
        actions.hire(admin, key=key, **(given | {"email": "other@example.test"}))


def test_two_posts_of_one_address_and_role_are_refused(world: World) -> None:
    hired(world)
    with pytest.raises(Conflict):
        hired(world, email="NORA@example.test")


def test_an_admitted_patient_is_invited_and_gets_the_own_record(world: World) -> None:
    lena = admitted(world)
    code = codes.invitation_code(Invitation.objects.get(purpose="patient", object_id=lena.id).id)
    account = accounts.accept(world.actor("nobody"), code=code, password="a long enough passphrase 9")
    assert grants.patient_of(account.id) == lena.id
    found = administration.admission(world.actor("lead"), patient_id=lena.id)
    assert (found.place.state, found.place.enrolment, found.members) == ("active", None, [])


def test_without_an_address_a_patient_waits_until_one_is_given(world: World) -> None:
    lena = admitted(world, email="")
    admin = world.actor("administrator")
    assert administration.admission(admin, patient_id=lena.id).place.state == "added"
    with pytest.raises(Invalid):
        actions.invite_patient(admin, patient_id=lena.id)
    actions.invite_patient(admin, patient_id=lena.id, email="Lena@Example.test ")
    assert Patient.objects.get(id=lena.id).email == "lena@example.test"
    assert administration.admission(admin, patient_id=lena.id).place.state == "invited"


def test_who_opens_a_program_administers_it_with_a_post_of_the_own(world: World) -> None:
    admin = world.actor("administrator")
    made, _ = actions.new_program(admin, key=uuid4(), name="Evening IOP", timezone="America/Chicago")
    posts = administration.posts(admin, program_id=made.id)
    assert [(post.staff.role, post.state) for post in posts] == [("administrator", "active")]
    with pytest.raises(Invalid):
        actions.new_program(admin, key=uuid4(), name="Nowhere", timezone="Mars/Olympus")


def test_a_closed_day_stands_once_and_can_be_taken_away(world: World) -> None:
    admin, on = world.actor("administrator"), clock.now().date() + timedelta(days=30)
    given: dict[str, Any] = {"program_id": world.program.id, "on": on, "name": "Closed"}
    made, _ = actions.new_holiday(admin, key=uuid4(), **given)
    with pytest.raises(Conflict):
        actions.new_holiday(admin, key=uuid4(), **given)
    actions.remove_holiday(admin, program_id=world.program.id, holiday_id=made.id)
    assert not Holiday.objects.exists()
