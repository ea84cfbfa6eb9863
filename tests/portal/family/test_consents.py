"""Inviting, accepting, narrowing, withdrawing, and the end of a consent."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction

from portal.access import grants, policy, version
from portal.access.matrix import Permission
from portal.education import selectors as education
from portal.family import actions, logic, selectors
from portal.family.models import Consent, Signature
from portal.kernel import clock
from portal.kernel.errors import Conflict, Gone, Invalid, NotFound, Stale
from tests.portal.family import objects
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> World:
    return build()


def sees(world: World, who: str, permission: Permission) -> bool:
    return policy.can(
        world.actor(who), permission, patient_id=world.patient.id, program_id=world.patient.program_id
    )


def test_only_the_patient_invites(world: World) -> None:
    for who in ("therapist", "lead", "administrator", "relative", "relative_none"):
        with pytest.raises(NotFound):
            objects.invited(world, by=who)
    assert not Consent.objects.exists()


@pytest.mark.feature("F1.b")
def test_an_invitation_has_an_end_and_shares_nothing_before_it_is_accepted(world: World) -> None:
    consent = objects.invited(world)
    assert consent.status == "invited" and consent.ends_at > clock.now()
    assert not grants.family_of(world.people["relative_none"].id)
    for bad in (clock.now(), clock.now() + timedelta(days=400)):
        with pytest.raises(Invalid):
            objects.invited(world, ends_at=bad)


def test_what_was_signed_opens_to_the_account_that_accepts_and_only_that(world: World) -> None:
    objects.accepted(world, who="relative_none", scopes=["schedule"])
    assert sees(world, "relative_none", Permission.SCHEDULE_READ)
    assert not sees(world, "relative_none", Permission.CAREPLAN_SUMMARY)
    for clinical in (Permission.CAREPLAN_READ, Permission.MEASURE_READ, Permission.MESSAGE_READ):
        assert not sees(world, "relative_none", clinical)
    [shared] = selectors.shared_with(world.actor("relative_none"))
    assert (shared.patient_id, shared.scopes) == (world.patient.id, ["schedule"])


@pytest.mark.feature("F4.a")
@pytest.mark.parametrize(
    "lacking", [{"signature": "  "}, {"relative_name": " "}], ids=["no signature", "no recipient"]
)
def test_a_consent_that_lacks_an_element_is_not_saved(world: World, lacking: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        objects.invited(world, **lacking)
    assert not Consent.objects.exists() and not Signature.objects.exists()


@pytest.mark.feature("F4.a", "F4.d")
def test_every_element_of_the_law_is_in_the_signed_record(world: World) -> None:
    consent = objects.invited(world, scopes=["schedule", "plan"])
    signed = Signature.objects.get(consent=consent)
    found = json.loads(signed.elements)
    required = [each["key"] for each in logic.consent_text()["elements"] if each["required"]]
    assert len(required) == 9 and sorted(found) == sorted(required)
    assert all(value.strip() for value in found.values())
    for key in required:
        assert logic.missing({**found, key: " "}) == [key]
        assert logic.missing({name: value for name, value in found.items() if name != key}) == [key]


@pytest.mark.feature("F4.b")
def test_a_signature_says_who_signed_what_and_when_and_until_when(world: World) -> None:
    consent = objects.invited(world)
    signed = Signature.objects.get(consent=consent)
    assert signed.typed_name == "Pat Legal"
    assert signed.account_id == world.people["patient"].id
    assert signed.ends_at == consent.ends_at and signed.signed_at <= clock.now()
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.filter(id=consent.id).update(ends_at=consent.starts_at)


def test_names_and_relation_are_sealed_in_the_database(world: World) -> None:
    consent = objects.invited(world)
    stored = Consent.objects.filter(id=consent.id).values_list("relative_name", "relative_email", "relation")[
        0
    ]
    for column in stored:
        assert not any(word in bytes(column) for word in (b"Canary", b"rosa@", b"sister"))


def test_the_same_invitation_sent_again_is_one_consent(world: World) -> None:
    key, ends_at = uuid4(), clock.now() + timedelta(days=9)
    first, again = (objects.invited(world, key=key, ends_at=ends_at) for _try in range(2))
    assert first.id == again.id and Consent.objects.count() == 1


def test_each_change_of_what_is_shared_is_signed_anew(world: World) -> None:
    consent = objects.accepted(world, scopes=["schedule", "plan"])
    patient = world.actor("patient")
    with pytest.raises(Invalid):
        actions.change_scopes(
            patient, consent_id=consent.id, version=consent.version, **objects.terms(signature=" ")
        )
    assert sees(world, "relative", Permission.CAREPLAN_SUMMARY)
    before = version.of([world.people["relative"].id])[world.people["relative"].id]
    changed = actions.change_scopes(
        patient, consent_id=consent.id, version=consent.version, **objects.terms(scopes=["schedule"])
    )
    assert not sees(world, "relative", Permission.CAREPLAN_SUMMARY)
    assert sees(world, "relative", Permission.SCHEDULE_READ)
    assert version.of([world.people["relative"].id])[world.people["relative"].id] > before
    assert [each.scopes for each in Signature.objects.filter(consent=consent).order_by("n")] == [
        ["plan", "schedule"],
        ["schedule"],
    ]
    with pytest.raises(Stale):
        actions.change_scopes(patient, consent_id=consent.id, version=consent.version, **objects.terms())
    assert changed.version > consent.version


@pytest.mark.feature("F3.a")
def test_a_withdrawn_consent_is_over_for_the_next_request_and_education_stays(world: World) -> None:
    consent = objects.accepted(world, scopes=["schedule", "plan"])
    relative = world.actor("relative")
    assert selectors.shared_with(relative)
    actions.withdraw_consent(world.actor("patient"), consent_id=consent.id)
    assert not sees(world, "relative", Permission.SCHEDULE_READ)
    assert not sees(world, "relative", Permission.CAREPLAN_SUMMARY)
    assert selectors.shared_with(relative) == []
    assert list(education.articles(relative)) == []  # open, and empty here: it does not raise
    again = actions.withdraw_consent(world.actor("patient"), consent_id=consent.id)
    assert again.status == "withdrawn"
    with pytest.raises(Conflict):
        actions.change_scopes(
            world.actor("patient"), consent_id=consent.id, version=again.version, **objects.terms()
        )


def test_an_invitation_that_was_withdrawn_or_is_over_opens_nothing(world: World) -> None:
    withdrawn, over = objects.invited(world), objects.invited(world)
    actions.withdraw_consent(world.actor("patient"), consent_id=withdrawn.id)
    account_id = world.people["relative_none"].id
    clock.set_fixed(over.ends_at)
    try:
        for consent in (withdrawn, over):
            with pytest.raises(Gone):
                objects.accept(consent.id, account_id)
    finally:
        clock.set_fixed(None)
    assert not grants.family_of(account_id)


def test_a_patient_cannot_become_the_own_relative(world: World) -> None:
    consent = objects.invited(world)
    with pytest.raises(Gone):
        objects.accept(consent.id, world.people["patient"].id)


def test_the_invited_person_accepts_with_the_code_of_the_mail_once(world: World) -> None:
    from portal.accounts import actions as accounts
    from portal.accounts import codes
    from portal.accounts.models import Invitation
    from portal.kernel.actor import Actor

    consent = objects.invited(world, scopes=["schedule"])
    code = codes.invitation_code(Invitation.objects.get(object_id=consent.id).id)
    account = accounts.accept(Actor.anonymous(), code=code, password="river stones by night")
    [shared] = selectors.shared_with(Actor.person(account.id))
    assert (shared.patient_id, shared.scopes) == (world.patient.id, ["schedule"])
    with pytest.raises(Gone):
        accounts.accept(Actor.anonymous(), code=code, password="river stones by night")
    other = objects.invited(world, relative_email="other@example.test")
    actions.withdraw_consent(world.actor("patient"), consent_id=other.id)
    void = codes.invitation_code(Invitation.objects.get(object_id=other.id).id)
    with pytest.raises(Gone):
        accounts.accept(Actor.anonymous(), code=void, password="river stones by night")


def test_access_ends_at_the_stored_instant_and_the_sweep_tells_both_sides(world: World) -> None:
    consent = objects.accepted(world, scopes=["schedule"])
    account_id = world.people["relative"].id
    before = version.of([account_id])[account_id]
    clock.set_fixed(consent.ends_at - timedelta(seconds=1))
    try:
        assert sees(world, "relative", Permission.SCHEDULE_READ)
        clock.set_fixed(consent.ends_at)
        assert not sees(world, "relative", Permission.SCHEDULE_READ)
        assert selectors.shared_with(world.actor("relative")) == []
        assert actions.expire_consents(objects.SYSTEM) == 1
        assert actions.expire_consents(objects.SYSTEM) == 0
    finally:
        clock.set_fixed(None)
    assert Consent.objects.get(id=consent.id).status == "expired"
    assert version.of([account_id])[account_id] > before


def test_an_invitation_to_learn_links_no_account_to_the_patient(world: World) -> None:
    consent = objects.accepted(world, who="relative_none", scopes=[])
    assert Consent.objects.get(id=consent.id).status == "active"
    assert consent.account_id is None
    assert not grants.family_of(world.people["relative_none"].id)
    assert selectors.shared_with(world.actor("relative_none")) == []


@pytest.mark.feature("F1.c")
def test_the_preview_says_what_is_shown_and_what_is_not(world: World) -> None:
    found = selectors.preview(world.actor("patient"), scopes=["schedule"])
    assert [each["key"] for each in found] == ["education", "schedule"]
    for scope in found:
        for language in ("en", "es"):
            assert scope["shows"][language] and scope["hides"][language]
    with pytest.raises(Invalid):
        selectors.preview(world.actor("patient"), scopes=["safety"])
    with pytest.raises(NotFound):
        selectors.preview(world.actor("relative"), scopes=["schedule"])


def test_one_relative_never_learns_of_another(world: World) -> None:
    consent = objects.accepted(world, who="relative")
    other = objects.invited(world, relative_name="Second Canary", relative_email="second@example.test")
    for who in ("relative", "relative_none", "neighbour"):
        for consent_id in (consent.id, other.id):
            with pytest.raises(NotFound):
                selectors.consent(world.actor(who), consent_id=consent_id)
        with pytest.raises(NotFound):
            selectors.consents(world.actor(who), patient_id=world.patient.id)
    [shared] = selectors.shared_with(world.actor("relative"))
    assert isinstance(shared.patient_id, UUID)
    assert "Canary" not in repr(shared)
