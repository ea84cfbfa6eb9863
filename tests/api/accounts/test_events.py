"""Frames of accounts, programs and teams: who is told of a new name or a taken invitation, and who is not."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from api.realtime import registry
from portal.accounts import actions, codes
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.measures import actions as measures
from portal.outbox import Item, jobs
from portal.outbox.models import Item as StoredItem
from portal.outbox.models import StoredEvent
from portal.programs import actions as programs
from portal.programs.models import Patient
from tests.world import CAST, SETUP, World, sign_in

KNOW_THE_PATIENT = {"patient", "therapist", "lead", "administrator"}


def newest(kind: str) -> StoredEvent:
    return StoredEvent.objects.filter(kind=kind).latest("id")


def told(world: World, event: StoredEvent) -> set[str]:
    """Who of the cast got an item of it."""
    ids = set(StoredItem.objects.filter(event=event).values_list("recipient", flat=True))
    return {who for who, account in world.people.items() if account.id in ids}


def frame(world: World, who: str, event: StoredEvent) -> dict[str, Any] | None:
    """What the frame shows to this one, whether they are a recipient or not."""
    item = Item(
        seq=1, event_id=event.pk, kind=event.kind, object_id=event.object_id, patient_id=event.patient_id,
        program_id=event.program_id, data=event.data, at=event.at,
    )  # fmt: skip
    try:
        return registry.frames()[event.kind].render(world.actor(who), item)
    except NotFound:
        return None


def seen_by(world: World, event: StoredEvent) -> set[str]:
    return {who for who in CAST if frame(world, who, event) is not None}


def react() -> None:
    """What the relay does with what is due."""
    while jobs.run_due():
        pass


def test_a_changed_profile_is_told_to_the_other_devices_of_the_person_alone(world: World) -> None:
    actions.change_profile(world.actor("therapist"), changes={"language": "es"})
    event = newest("accounts.profile_changed")
    assert told(world, event) == seen_by(world, event) == {"therapist"}
    assert frame(world, "therapist", event) == {"account_id": world.people["therapist"].id}


@pytest.mark.feature("A6.a")
def test_the_name_that_a_patient_uses_reaches_all_who_know_of_the_patient_and_nobody_else(
    world: World,
) -> None:
    before = world.patient.full_name
    actions.change_profile(world.actor("patient"), changes={"preferred_name": "Mae", "pronouns": "they/them"})
    react()
    world.patient.refresh_from_db()
    assert (world.patient.preferred_name, world.patient.pronouns) == ("Mae", "they/them")
    assert world.patient.full_name == before
    event = newest("programs.patient_renamed")
    assert told(world, event) == seen_by(world, event) == KNOW_THE_PATIENT
    shown = {"patient_id": world.patient.id, "preferred_name": "Mae", "pronouns": "they/them"}
    assert frame(world, "therapist", event) == shown


def test_who_left_the_team_before_the_frame_came_gets_none_of_it(world: World) -> None:
    actions.change_profile(world.actor("patient"), changes={"preferred_name": "Mae"})
    react()
    event = newest("programs.patient_renamed")
    assert frame(world, "therapist", event)
    programs.remove_from_team(SETUP, patient_id=world.patient.id, staff_id=world.staff["therapist"].id)
    assert frame(world, "therapist", event) is None


def test_what_the_person_left_alone_stays_as_the_clinic_wrote_it(world: World) -> None:
    Patient.objects.filter(id=world.patient.id).update(pronouns="she/her")
    actions.finish_setup(
        _with_session(world, "patient"), device="shared", language="es", timezone="America/New_York"
    )
    actions.change_profile(
        world.actor("patient"), changes={"preferred_name": "Mae", "pronouns": "", "language": "en"}
    )
    react()
    world.patient.refresh_from_db()
    assert (world.patient.preferred_name, world.patient.pronouns) == ("Mae", "she/her")
    assert StoredEvent.objects.filter(kind="programs.patient_renamed").count() == 1


def _with_session(world: World, who: str) -> Actor:
    return Actor.person(world.people[who].id, session=sign_in(Client(), world.people[who]))


@pytest.mark.parametrize("who", ["lead", "administrator"])
def test_a_taken_invitation_is_told_to_who_made_it_while_they_may_invite(world: World, who: str) -> None:
    newcomer = programs.admit_patient(
        SETUP, program_id=world.program.id, preferred_name="Noor", full_name="Noor Haddad",
        admitted_on=clock.now().date(), email="noor@example.test",
    )  # fmt: skip
    row = actions.invite(
        world.actor(who), purpose="patient", object_id=newcomer.id, email="noor@example.test", name="Noor"
    )
    code = codes.invitation_code(row.id)
    actions.accept(Actor.anonymous(), code=code, password="five calm words in a row")
    event = newest("accounts.invitation_accepted")
    assert (event.patient_id, event.program_id) == (newcomer.id, world.program.id)
    assert told(world, event) == seen_by(world, event) == {who}
    assert frame(world, who, event) == {"invitation_id": row.id, "purpose": "patient"}
    _end_post(world, who)
    assert frame(world, who, event) is None


def _end_post(world: World, who: str) -> None:
    """So that the program keeps an administrator, another one comes first."""
    post = world.staff[who]
    added = programs.add_staff(
        SETUP, program_id=world.program.id, role="administrator", name="Other", email="other@example.test"
    )
    programs.link_staff_account(SETUP, staff_id=added.id, account_id=world.people["other_therapist"].id)
    programs.end_staff(
        Actor.person(world.people["other_therapist"].id), staff_id=post.id, version=post.version
    )


def test_changes_of_a_program_and_of_its_staff_are_told_to_who_works_with_them(world: World) -> None:
    programs.change_program(
        world.actor("administrator"), program_id=world.program.id, version=world.program.version,
        changes={"name": "Evening IOP"},
    )  # fmt: skip
    event = newest("programs.program_changed")
    staff = {"therapist", "off_team", "removed", "lead", "administrator"}
    assert told(world, event) == seen_by(world, event) == staff
    programs.add_staff(
        world.actor("administrator"), program_id=world.program.id, role="nurse", name="Nia",
        email="nia@example.test",
    )  # fmt: skip
    event = newest("programs.staff_changed")
    assert told(world, event) == seen_by(world, event) == {"administrator"}
    assert frame(world, "administrator", event) == {"program_id": world.program.id}


def test_an_invitation_that_never_was_shows_nothing(world: World) -> None:
    item = Item(
        seq=1, event_id=1, kind="accounts.invitation_accepted", object_id=uuid4(), patient_id=None,
        program_id=None, data={}, at=clock.now(),
    )  # fmt: skip
    with pytest.raises(NotFound):
        registry.frames()[item.kind].render(world.actor("lead"), item)


def test_a_measure_that_was_asked_for_is_told_to_who_may_read_the_answers(world: World) -> None:
    measures.assign_measure(world.actor("therapist"), patient_id=world.patient.id, instrument="phq-9")
    event = newest("measures.measure_assigned")
    assert told(world, event) == seen_by(world, event) == {"patient", "therapist", "lead"}
