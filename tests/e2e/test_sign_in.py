"""Coming in, in a real browser: invitation, passkey, password with a code app, first-time questions."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.clinic import Clinic
from tests.portal.accounts.factors import numbers

Open = Callable[..., Page]

INVITE = """
from portal.accounts import actions, codes
from portal.kernel.actor import Actor
from portal.programs import actions as programs
from portal.programs.models import Program
from portal.kernel import clock
setup = Actor.system("journey")
program = Program.objects.get(name="Adult IOP")
patient = programs.admit_patient(setup, program_id=program.id, preferred_name="{name}",
    full_name="{name} Legal", admitted_on=clock.now().date())
row = actions.invite(setup, purpose="patient", object_id=patient.id, email="{name}@example.test".lower(),
    name="{name}")
out = codes.invitation_code(row.id)
"""
MAILED = """
from portal.accounts import codes
from portal.accounts.models import EmailCode
out = codes.email_code(EmailCode.objects.get(email="{email}").id)
"""


@contextmanager
def phone_that_unlocks(page: Page) -> Iterator[None]:
    """A phone with a lock screen, as far as passkeys go: Chromium's virtual authenticator."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield
    session.detach()


def answer_first_questions(page: Page, *, own: bool) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Whose phone or computer")
    page.get_by_text("It is mine" if own else "I share it").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which language do you want?")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("where you are?")
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How should we remind you?")
    page.get_by_role("button", name="Next").click()


def sign_out(page: Page) -> None:
    page.goto("/more")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in$"))


def roles(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "fetch('/api/v1/session').then((a) => a.json()).then((s) => s.account?.roles ?? [])"
    )
    return found


def test_the_demo_signs_a_person_in_with_one_tap_and_out_again(page_as: Open) -> None:
    page = page_as("patient", path="/more")
    expect(page.get_by_role("heading", level=1)).to_have_text("More")
    sign_out(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("fetch('/api/v1/sessions').then((answer) => answer.status)") == 401


@pytest.mark.feature("A1.a")
def test_an_invited_patient_comes_in_by_passkey_and_comes_back_by_it(page_as: Open, clinic: Clinic) -> None:
    page = page_as()
    code = clinic.shell(INVITE.format(name="Noor"))
    with phone_that_unlocks(page):
        page.goto(f"/welcome#{code}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Noor")
        assert code not in page.url, "the code leaves the address bar"
        page.get_by_role("button", name="Set up a passkey").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Keep these codes")
        expect(page.locator(".codes li")).to_have_count(10)
        page.get_by_role("button", name="I kept them").click()
        answer_first_questions(page, own=False)
        expect(page).to_have_url(re.compile("/today$"))
        assert roles(page) == ["patient"]

        sign_out(page)
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Whose phone or computer")
        page.get_by_text("I share it").click()
        page.get_by_role("button", name="Go on").click()
        expect(page).to_have_url(re.compile("/today$"))
        assert roles(page) == ["patient"]


@pytest.mark.feature("A1.a")
def test_a_password_comes_with_a_code_app_and_both_are_asked_for_next_time(
    page_as: Open, clinic: Clinic
) -> None:
    page = page_as()
    page.goto(f"/welcome#{clinic.shell(INVITE.format(name='Idris'))}")
    page.get_by_role("button", name="Use a password instead").click()
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Use ten signs or more")
    page.get_by_label("New password").fill("five calm words in a row")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step to keep this private")
    page.get_by_role("button", name="Use a code app").click()
    expect(page.get_by_role("img", name="A square picture")).to_be_visible()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Six numbers").fill(numbers(secret))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Keep these codes")
    page.get_by_role("button", name="I kept them").click()
    answer_first_questions(page, own=False)
    expect(page).to_have_url(re.compile("/today$"))

    sign_out(page)
    page.get_by_role("button", name="Email and password").click()
    page.get_by_label("Email").fill("idris@example.test")
    page.get_by_label("Password").fill("five calm words in a row")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    assert roles(page) == []
    page.get_by_label("Six numbers").fill(numbers(secret, steps=1))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Whose phone or computer")
    assert roles(page) == ["patient"]


def test_an_invitation_that_was_used_says_so_and_leads_to_sign_in(page_as: Open, clinic: Clinic) -> None:
    code = clinic.shell(
        INVITE.format(name="Wren")
        + "\nactions.accept(Actor.anonymous(), code=out, password='five calm words in a row')"
    )
    page = page_as(path=f"/welcome#{code}")
    expect(page.get_by_role("heading", level=1)).to_have_text("This invitation is over")
    expect(page.get_by_text("Sign in the way you set up")).to_be_visible()
    page.get_by_role("link", name="Go to sign in").click()
    expect(page).to_have_url(re.compile("/sign-in$"))


def test_family_joins_by_six_mailed_numbers(page_as: Open, clinic: Clinic) -> None:
    page = page_as(path="/join")
    page.get_by_label("Email").fill("aunt@example.test")
    page.get_by_role("button", name="Send me six numbers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at your email")
    page.get_by_label("Six numbers").fill("000000")
    page.get_by_label("What may we call you?").fill("Aunt Bea")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("That code did not fit")
    page.get_by_label("Six numbers").fill(clinic.shell(MAILED.format(email="aunt@example.test")))
    page.get_by_role("button", name="Go on").click()
    answer_first_questions(page, own=False)
    expect(page).to_have_url(re.compile("/family|/learn"))
    assert roles(page) == ["relative"]


@pytest.mark.feature("A4.c")
def test_a_person_signs_another_device_out(page_as: Open) -> None:
    phone = page_as("relative_of_neighbour", path="/settings/devices")
    laptop = page_as("relative_of_neighbour", size=(1280, 800), path="/more")
    phone.reload()
    expect(phone.get_by_text("This one")).to_be_visible()
    phone.get_by_role("button", name=re.compile("^Sign out ")).first.click()
    expect(phone.get_by_role("button", name=re.compile("^Sign out "))).to_have_count(0)
    expect(laptop).to_have_url(re.compile("/sign-in$"))


# Somebody of this test alone: the language stays changed.
SPEAKS = """
from portal.accounts.models import Account
from portal.demo.people import email_of
from tests.world import account
Account.objects.filter(id=account("speaks").id).update(email=email_of("speaks"))
out = None
"""


def test_settings_keep_the_name_and_speak_the_language(page_as: Open, clinic: Clinic) -> None:
    clinic.shell(SPEAKS)
    page = page_as("speaks", path="/settings")
    page.get_by_label("What may we call you?").fill("Rell")
    page.get_by_label("Language").select_option("es")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mis ajustes")
    page.reload()
    expect(page.get_by_label("¿Cómo te llamamos?")).to_have_value("Rell")
