"""Invitations: who may, what is kept, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from portal.access import grants
from portal.access.matrix import Basis
from portal.accounts import actions, codes
from portal.accounts.inviting import VALID_FOR
from portal.accounts.models import Account, Invitation
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Gone, Invalid, NotFound
from portal.programs import actions as programs
from portal.programs.models import Patient
from tests.world import SETUP, World

NOBODY = Actor.anonymous(ip="192.0.2.7")
GOOD = "five calm words in a row"


@pytest.fixture
def newcomer(world: World) -> Patient:
    return programs.admit_patient(
        SETUP, program_id=world.program.id, preferred_name="Noor", full_name="Noor Haddad",
        admitted_on=clock.now().date(), email="noor@example.test",
    )  # fmt: skip


def invited(world: World, patient: Patient, **fields: Any) -> tuple[Invitation, str]:
    row = actions.invite(
        world.actor("lead"), purpose="patient", object_id=patient.id,
        **{"email": "Noor@Example.test ", "name": "Noor", "language": "es"} | fields,
    )  # fmt: skip
    return row, codes.invitation_code(row.id)


@pytest.mark.parametrize("who", ["patient", "therapist", "off_team", "relative", "other_administrator"])
def test_who_may_not_manage_patients_of_the_program_cannot_invite(
    world: World, newcomer: Patient, who: str
) -> None:
    with pytest.raises(NotFound):
        actions.invite(
            world.actor(who), purpose="patient", object_id=newcomer.id, email="x@example.test", name="X"
        )
    assert not Invitation.objects.exists()


def test_accepting_makes_the_account_links_the_record_and_asks_for_a_second_factor(
    world: World, newcomer: Patient
) -> None:
    row, code = invited(world, newcomer)
    account = actions.accept(NOBODY, code=code, password=GOOD)
    newcomer.refresh_from_db()
    row.refresh_from_db()
    assert (account.email, account.preferred_name, account.language) == ("noor@example.test", "Noor", "es")
    assert account.second_factor
    assert newcomer.account_id == row.account_id == account.id
    assert grants.bases_of(account.id) == {Basis.SELF}


def test_the_code_stands_nowhere_in_the_database(world: World, newcomer: Patient) -> None:
    row, code = invited(world, newcomer)
    kept = " ".join(str(value) for value in Invitation.objects.filter(id=row.id).values_list().get())
    assert code not in kept
    assert codes.digest(code) in kept


def test_an_invitation_works_once(world: World, newcomer: Patient) -> None:
    _, code = invited(world, newcomer)
    actions.accept(NOBODY, code=code, password=GOOD)
    with pytest.raises(Gone):
        actions.accept(NOBODY, code=code, password=GOOD)
    with pytest.raises(Gone):
        actions.look(NOBODY, code=code)


def test_the_same_person_who_asks_again_gets_the_same_answer(world: World, newcomer: Patient) -> None:
    _, code = invited(world, newcomer)
    account = actions.accept(NOBODY, code=code, password=GOOD)
    assert actions.accept(Actor.person(account.id), code=code).id == account.id


def test_an_expired_a_withdrawn_and_a_replaced_invitation_are_gone(world: World, newcomer: Patient) -> None:
    withdrawn, withdrawn_code = invited(world, newcomer)
    actions.withdraw(world.actor("administrator"), invitation_id=withdrawn.id)
    _, replaced_code = invited(world, newcomer)
    _, expired_code = invited(world, newcomer)
    for code in (withdrawn_code, replaced_code):
        with pytest.raises(Gone):
            actions.accept(NOBODY, code=code, password=GOOD)
    try:
        clock.set_fixed(clock.now() + VALID_FOR + timedelta(seconds=1))
        with pytest.raises(Gone):
            actions.accept(NOBODY, code=expired_code, password=GOOD)
    finally:
        clock.set_fixed(None)


def test_an_unknown_code_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        actions.look(NOBODY, code="ABCD-EFGH-JKMN-PQRS")


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("short", "accounts.password_too_short"),
        ("password123", "accounts.password_too_common"),
        ("noor@example.test", "accounts.password_too_similar"),
        ("", "errors.field.required"),
    ],
)
def test_a_weak_password_says_why_and_leaves_the_invitation_open(
    world: World, newcomer: Patient, password: str, key: str
) -> None:
    _, code = invited(world, newcomer)
    with pytest.raises(Invalid) as caught:
        actions.accept(NOBODY, code=code, password=password)
    assert (caught.value.pointer, caught.value.key) == ("/password", key)
    assert actions.look(NOBODY, code=code).needs == "new"
    assert not Account.objects.filter(email="noor@example.test").exists()


def test_somebody_signed_in_under_another_address_must_know_the_invited_one(
    world: World, newcomer: Patient
) -> None:
    _, code = invited(world, newcomer)
    other = world.actor("relative_none")
    assert actions.look(other, code=code).needs == "confirm"
    with pytest.raises(Invalid):
        actions.accept(other, code=code, email="guess@example.test")
    account = actions.accept(other, code=code, email="noor@EXAMPLE.test")
    assert account.id == other.account_id
    assert account.second_factor, "what was an education account now sees a person's data"


def test_the_sixth_wrong_address_kills_the_invitation(world: World, newcomer: Patient) -> None:
    _, code = invited(world, newcomer)
    for _ in range(6):
        with pytest.raises(Invalid):
            actions.accept(world.actor("relative_none"), code=code, email="guess@example.test")
    with pytest.raises(Gone):
        actions.accept(world.actor("relative_none"), code=code, email="noor@example.test")
    with pytest.raises(Gone):
        actions.accept(NOBODY, code=code, password=GOOD)


def test_a_known_address_signs_in_first_instead_of_getting_a_second_account(
    world: World, newcomer: Patient
) -> None:
    _, code = invited(world, newcomer, email=world.people["relative_none"].email)
    assert actions.look(NOBODY, code=code).needs == "sign_in"
    with pytest.raises(Conflict):
        actions.accept(NOBODY, code=code, password=GOOD)
    assert actions.look(world.actor("relative_none"), code=code).needs == "ready"


def test_a_record_that_has_an_account_takes_no_second_one(world: World) -> None:
    _, code = invited(world, world.patient, email="else@example.test")
    with pytest.raises(Conflict):
        actions.accept(NOBODY, code=code, password=GOOD)
    assert not Account.objects.filter(email="else@example.test").exists()


def test_the_mail_has_a_neutral_subject_and_the_code_in_the_fragment(world: World, newcomer: Patient) -> None:
    row, code = invited(world, newcomer)
    actions.mail_invitation(Actor.system("tests"), invitation_id=row.id)
    sent = mail.outbox[-1]
    assert (sent.to, sent.subject) == (["noor@example.test"], "Tu invitación")
    assert f"http://testserver/welcome#{code}" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<{row.id}@testserver>"
    words = f"{sent.subject} {sent.body}".lower()
    assert not any(word in words for word in ("clinic", "iop", "program", "patient", "paciente", "terapia"))


def test_no_mail_goes_out_for_an_invitation_that_is_over(world: World, newcomer: Patient) -> None:
    row, code = invited(world, newcomer)
    actions.accept(NOBODY, code=code, password=GOOD)
    actions.mail_invitation(Actor.system("tests"), invitation_id=row.id)
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_the_relay_sends_the_mail_after_the_commit() -> None:
    from portal.outbox import jobs
    from tests.world import build

    world = build()
    actions.invite(
        world.actor("administrator"), purpose="staff", object_id=_open_post(world), email="new@example.test",
        name="Lee",
    )  # fmt: skip
    assert mail.outbox == []
    jobs.run_due()
    assert [m.to for m in mail.outbox] == [["new@example.test"]]


def _open_post(world: World) -> Any:
    post = programs.add_staff(
        SETUP, program_id=world.program.id, role="nurse", name="Lee", email="new@example.test"
    )
    return post.id
