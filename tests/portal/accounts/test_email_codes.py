"""The education part's own door."""

from datetime import timedelta

import pytest
from django.core import mail

from portal.accounts import actions, codes
from portal.accounts.models import Account, EmailCode
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, Refused
from tests.world import World

NOBODY = Actor.anonymous(ip="192.0.2.7")


def asked(email: str = "fresh@example.test") -> tuple[EmailCode, str]:
    row = actions.send_email_code(NOBODY, email=email)
    return row, codes.email_code(row.id)


def confirm(code: str, email: str = "fresh@example.test") -> Account:
    return actions.confirm_email_code(NOBODY, email=email, code=code, name="Sam")


def test_the_right_numbers_make_an_account_without_any_link(world: World) -> None:
    _, code = asked()
    account = confirm(code)
    assert (account.email, account.preferred_name) == ("fresh@example.test", "Sam")
    assert not account.second_factor
    assert not account.has_usable_password()


def test_they_open_a_known_education_account_again(world: World) -> None:
    _, code = asked()
    first = confirm(code)
    _, code = asked()
    assert confirm(code).id == first.id


def test_they_work_once(world: World) -> None:
    _, code = asked()
    confirm(code)
    with pytest.raises(Invalid):
        confirm(code)


@pytest.mark.feature("A1.e")
def test_they_die_after_ten_minutes(world: World) -> None:
    _, code = asked()
    try:
        clock.set_fixed(clock.now() + timedelta(minutes=10))
        with pytest.raises(Invalid):
            confirm(code)
    finally:
        clock.set_fixed(None)


def test_they_die_after_five_wrong_tries(world: World) -> None:
    _, code = asked()
    wrong = "000000" if code != "000000" else "000001"
    for _ in range(5):
        with pytest.raises(Invalid):
            confirm(wrong)
    with pytest.raises(Invalid):
        confirm(code)
    assert not Account.objects.filter(email="fresh@example.test").exists()


def test_only_the_newest_numbers_count(world: World) -> None:
    _, old = asked()
    _, new = asked()
    if old != new:
        with pytest.raises(Invalid):
            confirm(old)
    assert confirm(new).email == "fresh@example.test"


@pytest.mark.parametrize("who", ["patient", "therapist", "relative", "administrator"])
def test_an_account_that_sees_a_persons_data_is_not_entered_by_a_mailed_number(
    world: World, who: str
) -> None:
    email = world.people[who].email
    _, code = asked(email)
    with pytest.raises(Refused):
        confirm(code, email)


def test_the_mail_is_the_same_for_a_known_and_an_unknown_address(world: World) -> None:
    for email in ("fresh@example.test", world.people["patient"].email):
        row, code = asked(email)
        actions.mail_email_code(Actor.system("tests"), code_id=row.id)
        mail.outbox[-1].body = str(mail.outbox[-1].body).replace(code, "######")
    one, other = mail.outbox
    assert (one.subject, one.body) == (other.subject, other.body)


def test_the_numbers_stand_nowhere_in_the_database(world: World) -> None:
    row, code = asked()
    values = EmailCode.objects.filter(id=row.id).values_list().get()
    assert not any(code == str(value) for value in values)
