"""The one cast of all tests. Every endpoint and socket command is tried by all of them.

Two programs. In the first: two patients, a therapist on the team of the first, one off it, a member who was
removed, a lead, an administrator; relatives of the first patient with a consent, with one withdrawn, one
expired, one only invited, one without any. In the second: a patient, a therapist, an administrator.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from portal.access import grants
from portal.access.matrix import Basis, Scope
from portal.accounts.models import Account, Session
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.programs import actions
from portal.programs.models import Clinic, Patient, Program, Staff, Track
from tests import world_copies

SETUP = Actor.system("world")


@dataclass
class World:
    clinic: Clinic
    program: Program
    other_program: Program
    track: Track
    patient: Patient
    neighbour: Patient
    stranger: Patient
    people: dict[str, Account]
    staff: dict[str, Staff] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        return Actor.anonymous() if who == "nobody" else Actor.person(self.people[who].id)

    def client(self, who: str, *, device: str = "shared") -> Client:
        """A signed-in browser, second factor included, as every way in leaves it."""
        client = Client(enforce_csrf_checks=False, headers={"origin": "http://testserver"})
        if who != "nobody":
            sign_in(client, self.people[who], device=device)
        return client


# Who they are: the words that the cast table uses.
CAST = (
    "nobody",
    "patient",  # A
    "neighbour",  # B, same program
    "stranger",  # C, other program
    "therapist",  # Ka, on A's team
    "off_team",  # Kb, on B's team only
    "removed",  # Kx, was on A's team
    "lead",  # leads the first program
    "other_therapist",  # Kc
    "relative",  # Fa: schedule and messages
    "relative_withdrawn",  # Frev
    "relative_expired",  # Fexp
    "relative_none",  # Fno: education only
    "relative_of_neighbour",  # Fb
    "administrator",  # G1
    "other_administrator",  # G2
)


def sign_in(client: Client, account: Account, *, device: str = "shared") -> str:
    """Signs in past the forms, which have their own tests. Returns the id of the session."""
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    sid = str(client.session["sid"])
    Session.objects.filter(id=sid).update(second_factor=True, device=device)
    return sid


def account(name: str, **fields: Any) -> Account:
    return Account.objects.create_user(
        f"{name}@example.test", "a long enough password", preferred_name=name.replace("_", " ").title(),
        created_at=clock.now(), set_up_at=clock.now(), **fields,
    )  # fmt: skip


def _staff(program: Program, role: str, who: str, people: dict[str, Account]) -> Staff:
    people[who] = account(who, second_factor=True)
    post = actions.add_staff(
        SETUP, program_id=program.id, role=role, name=people[who].preferred_name, email=people[who].email
    )
    return actions.link_staff_account(SETUP, staff_id=post.id, account_id=people[who].id)


def _patient(program: Program, who: str, people: dict[str, Account]) -> Patient:
    people[who] = account(who)
    day = clock.now().date()
    row = actions.admit_patient(
        SETUP, program_id=program.id, preferred_name=people[who].preferred_name, full_name=f"{who} Legal",
        admitted_on=day - timedelta(days=20), birth_date=date(1990, 2, 3),
    )  # fmt: skip
    return actions.link_account(SETUP, patient_id=row.id, account_id=people[who].id)


def build() -> World:
    """Everyone, as the product's own actions make them: made by those, or a copy of what they made before."""
    return world_copies.copy_of(by_actions) if connection.in_atomic_block else by_actions()


def by_actions() -> World:
    """Everyone, made by the product's own actions, with what these set off after a commit."""
    people: dict[str, Account] = {}
    clinic = actions.found_clinic(SETUP, name="Riverside Clinic")
    program = actions.create_program(SETUP, name="Adult IOP", timezone="America/New_York")
    other = actions.create_program(SETUP, name="Teen IOP", timezone="America/Phoenix")
    track = actions.add_track(SETUP, program_id=program.id, name="Evening", part_of_day="evening")
    world = World(
        clinic, program, other, track,
        _patient(program, "patient", people), _patient(program, "neighbour", people),
        _patient(other, "stranger", people), people,
    )  # fmt: skip
    for who, role, where in (
        ("therapist", "therapist", program), ("off_team", "therapist", program),
        ("removed", "nurse", program), ("lead", "lead", program), ("administrator", "administrator", program),
        ("other_therapist", "therapist", other), ("other_administrator", "administrator", other),
    ):  # fmt: skip
        world.staff[who] = _staff(where, role, who, people)
    for patient, who in (
        (world.patient, "therapist"), (world.patient, "removed"),
        (world.neighbour, "off_team"), (world.stranger, "other_therapist"),
    ):  # fmt: skip
        actions.assign_to_team(SETUP, patient_id=patient.id, staff_id=world.staff[who].id)
    actions.remove_from_team(SETUP, patient_id=world.patient.id, staff_id=world.staff["removed"].id)
    _relatives(world)
    return world


def _relatives(world: World) -> None:
    from django.db import transaction

    now = clock.now()
    scopes = [Scope.SCHEDULE, Scope.MESSAGES]
    for who in (
        "relative",
        "relative_withdrawn",
        "relative_expired",
        "relative_none",
        "relative_of_neighbour",
    ):
        world.people[who] = account(who)
    with transaction.atomic():
        for who, patient, until in (
            ("relative", world.patient, None),
            ("relative_withdrawn", world.patient, None),
            ("relative_expired", world.patient, now - timedelta(days=1)),
            ("relative_of_neighbour", world.neighbour, None),
        ):
            grants.give(
                account_id=world.people[who].id, basis=Basis.FAMILY, patient_id=patient.id, scopes=scopes,
                starts_at=now - timedelta(days=9), ends_at=until,
            )  # fmt: skip
        gone = world.people["relative_withdrawn"].id
        grants.end(account_id=gone, basis=Basis.FAMILY, patient_id=world.patient.id)
