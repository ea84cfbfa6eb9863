"""Setting up the clinic, its programs, tracks, hours and staff: an administrator's work, no clinical text."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from portal import audit
from portal.access import grants, policy
from portal.access.matrix import Basis, Permission
from portal.accounts import inviting
from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Conflict, Invalid, NotFound, Refused, Stale
from portal.kernel.transaction import action
from portal.outbox import publish
from portal.programs import joining, logic, selectors
from portal.programs.events import ProgramChanged, StaffChanged
from portal.programs.models import ROLES, CareTeamMember, Clinic, Program, Staff, TeamHours, Track

_PROGRAM_FIELDS = {
    "name", "timezone", "address", "crisis_phone", "crisis_from", "crisis_until", "minimum_hours",
    "is_active",
}  # fmt: skip
_TRACK_FIELDS = {"name", "part_of_day", "capacity", "is_active"}


@action
def found_clinic(actor: Actor, *, name: str, neutral_name: str = "Footbridge", region: str = "US") -> Clinic:
    """The one clinic of this deployment. Allowed: the system, at setup. Raises Conflict the second time."""
    if not actor.is_system:
        raise NotFound
    if Clinic.objects.exists():
        raise Conflict("programs.clinic_exists")
    return Clinic.objects.create(name=name, neutral_name=neutral_name, region=region)


@action
def create_program(actor: Actor, *, name: str, timezone: str, minimum_hours: int = 9) -> Program:
    """A program of the clinic. Allowed: whoever administers one of its programs, who then administers
    this one too; the system at setup. Publishes ProgramChanged. Raises Invalid, NotFound."""
    return open_program(actor, name=name, timezone=timezone, minimum_hours=minimum_hours)


def open_program(actor: Actor, *, name: str, timezone: str, minimum_hours: int = 9) -> Program:
    """The same inside somebody's transaction."""
    check_zone(timezone)
    clinic = Clinic.objects.first()
    mine = policy.programs_for(actor, Permission.PROGRAM_MANAGE, program="id")
    if clinic is None or not (actor.is_system or Program.objects.filter(mine).exists()):
        raise NotFound
    program = Program.objects.create(clinic=clinic, name=name, timezone=timezone, minimum_hours=minimum_hours)
    if actor.account_id:
        _administer(actor.account_id, program)
    _program_changed(actor, "programs.create", program)
    return program


@action
def change_program(actor: Actor, *, program_id: UUID, version: int, changes: Mapping[str, Any]) -> Program:
    """Changes a program's own fields. Allowed: its administrator. `version` is the one that the writer
    saw: Stale when it is not the present one. Publishes ProgramChanged."""
    program = selectors.program(actor, program_id=program_id, permission=Permission.PROGRAM_MANAGE, lock=True)
    if "timezone" in changes:
        check_zone(changes["timezone"])
    if (number := changes.get("crisis_phone")) and not logic.can_be_called(number):
        raise Invalid("/crisis_phone", "programs.line_no_number")
    _apply(program, changes, _PROGRAM_FIELDS, version)
    if (program.crisis_from is None) != (program.crisis_until is None):
        raise Invalid("/crisis_until", "programs.line_needs_both")
    _program_changed(actor, "programs.change", program)
    return program


@action
def add_track(actor: Actor, *, program_id: UUID, name: str, part_of_day: str, capacity: int = 12) -> Track:
    """A track (morning, afternoon, evening) of a program. Allowed: its administrator. Raises Conflict."""
    return open_track(actor, program_id=program_id, name=name, part_of_day=part_of_day, capacity=capacity)


def open_track(actor: Actor, *, program_id: UUID, name: str, part_of_day: str, capacity: int = 12) -> Track:
    """The same inside somebody's transaction."""
    program = selectors.program(actor, program_id=program_id, permission=Permission.PROGRAM_MANAGE, lock=True)
    if Track.objects.filter(program=program, name=name).exists():
        raise Conflict("programs.track_exists")
    track = Track.objects.create(program=program, name=name, part_of_day=part_of_day, capacity=capacity)
    _program_changed(actor, "programs.add_track", program)
    return track


@action
def change_track(
    actor: Actor, *, program_id: UUID, track_id: UUID, version: int, changes: Mapping[str, Any]
) -> Track:
    """Changes a track. Allowed: the program's administrator. Raises Stale, NotFound."""
    program = selectors.program(actor, program_id=program_id, permission=Permission.PROGRAM_MANAGE, lock=True)
    track = Track.objects.filter(program=program, id=track_id).first()
    if track is None:
        raise NotFound
    if Track.objects.filter(program=program, name=changes.get("name")).exclude(id=track.id).exists():
        raise Conflict("programs.track_exists")
    _apply(track, changes, _TRACK_FIELDS, version)
    _program_changed(actor, "programs.change_track", program)
    return track


@action
def set_team_hours(
    actor: Actor, *, program_id: UUID, hours: Mapping[int, tuple[time, time]], version: int | None = None
) -> None:
    """When the team answers, local wall time by weekday (0 = Monday): the whole week at once.

    Allowed: the administrator. `version` is the program's that the writer saw; None where nobody else is at
    it, in a setup. Publishes ProgramChanged. Raises Stale, Invalid, NotFound.
    """
    program = selectors.program(actor, program_id=program_id, permission=Permission.PROGRAM_MANAGE, lock=True)
    if version not in (None, program.version):
        raise Stale
    for weekday, (opens, closes) in hours.items():
        if weekday not in range(7) or opens >= closes:
            raise Invalid(f"/hours/{weekday}", "programs.hours_backwards")
    TeamHours.objects.filter(program=program).delete()
    TeamHours.objects.bulk_create(
        TeamHours(program=program, weekday=day, opens=opens, closes=closes)
        for day, (opens, closes) in hours.items()
    )
    program.version += 1
    program.save(update_fields=["version"])
    _program_changed(actor, "programs.set_hours", program)


@action
def add_staff(
    actor: Actor, *, program_id: UUID, role: str, name: str, email: str, started_on: date | None = None
) -> Staff:
    """A post in a program, before its person has an account. Allowed: the administrator.

    The invitation that lets the person in is a separate step. Nobody gives oneself a post: Refused.
    Publishes StaffChanged. Raises Invalid, Conflict, NotFound.
    """
    return open_post(actor, program_id=program_id, role=role, name=name, email=email, started_on=started_on)


def open_post(
    actor: Actor, *, program_id: UUID, role: str, name: str, email: str, started_on: date | None = None
) -> Staff:
    """The same inside somebody's transaction."""
    program = selectors.program(actor, program_id=program_id, permission=Permission.STAFF_MANAGE)
    if role not in ROLES:
        raise Invalid("/role", "programs.unknown_role")
    address = email.strip().lower()
    if actor.account_id and Account.objects.filter(id=actor.account_id, email=address).exists():
        raise Refused("programs.not_for_oneself")
    if address and Staff.objects.filter(program=program, role=role, email=address, ended_at=None).exists():
        raise Conflict("programs.post_exists")
    staff = Staff.objects.create(
        program=program,
        role=role,
        name=name,
        email=address,
        started_on=started_on or clock.local(clock.now(), program.timezone).date(),
    )
    _staff_changed(actor, "staff.add", staff)
    return staff


@action
def link_staff_account(actor: Actor, *, staff_id: UUID, account_id: UUID) -> Staff:
    """Gives a post its account and grants: on acceptance of the invitation. Allowed: the system."""
    return link_post(actor, staff_id=staff_id, account_id=account_id)


def link_post(actor: Actor, *, staff_id: UUID, account_id: UUID) -> Staff:
    """The same inside the transaction of an acceptance."""
    if not actor.is_system:
        raise NotFound
    staff = Staff.objects.select_for_update().filter(id=staff_id, ended_at=None).first()
    if staff is None:
        raise NotFound
    others = Staff.objects.filter(account_id=account_id, program_id=staff.program_id, role=staff.role)
    if (
        staff.account_id not in (None, account_id)
        or others.filter(ended_at=None).exclude(id=staff.id).exists()
    ):
        raise Conflict("programs.already_linked")
    if joining.invited_by(account_id, purpose="staff", object_id=staff.id):
        raise Refused("programs.not_for_oneself")  # under another address it would be the same
    staff.account_id = account_id
    staff.save(update_fields=["account"])
    for basis in _bases(staff.role):
        grants.give(account_id=account_id, basis=basis, program_id=staff.program_id)
    teams = CareTeamMember.objects.filter(staff=staff, ends_at=None).values_list("patient_id", flat=True)
    for patient_id in teams:
        grants.give(account_id=account_id, basis=Basis.TEAM, patient_id=patient_id)
    _staff_changed(actor, "staff.link_account", staff)
    return staff


@action
def end_staff(actor: Actor, *, staff_id: UUID, version: int) -> Staff:
    """Ends a post now, with all its grants and care teams. Allowed: the administrator.

    Refused for the last administrator of a program: nobody could let anyone in again. Raises Stale.
    """
    rule = policy.programs_for(actor, Permission.STAFF_MANAGE)
    seen = Staff.objects.filter(rule, id=staff_id, ended_at=None).first()
    if seen is None:
        raise NotFound
    # Two administrators who end each other's post at once: the second finds the first one's end.
    Program.objects.select_for_update().get(id=seen.program_id)
    staff = Staff.objects.select_for_update().filter(rule, id=staff_id, ended_at=None).first()
    if staff is None:
        raise NotFound
    if staff.version != version:
        raise Stale
    others = Staff.objects.filter(program_id=staff.program_id, role="administrator", ended_at=None)
    if staff.role == "administrator" and not others.exclude(id=staff.id).exists():
        raise Refused("programs.last_administrator")
    now = clock.now()
    staff.ended_at, staff.version = now, staff.version + 1
    staff.save(update_fields=["ended_at", "version"])
    members = CareTeamMember.objects.filter(staff=staff, ends_at=None)
    patient_ids = list(members.values_list("patient_id", flat=True))
    members.update(ends_at=now)
    inviting.withdraw_open(purpose="staff", object_id=staff.id)
    if staff.account_id:
        _end_grants(staff, staff.account_id, patient_ids)
    _staff_changed(actor, "staff.end", staff)
    return staff


def check_zone(name: str) -> None:
    """Raises Invalid for what is no IANA time zone."""
    if name not in available_timezones():
        raise Invalid("/timezone", "programs.unknown_timezone")


def _administer(account_id: UUID, program: Program) -> None:
    """Whoever opens a program is its first administrator, with a post like any other."""
    account = Account.objects.get(id=account_id)
    Staff.objects.create(
        program=program,
        account=account,
        role="administrator",
        name=account.preferred_name,
        email=account.email,
        started_on=clock.local(clock.now(), program.timezone).date(),
    )
    grants.give(account_id=account_id, basis=Basis.ADMIN, program_id=program.id)


def _bases(role: str) -> tuple[Basis, ...]:
    """What a post gives over its program. Care of a patient is given by the care team alone."""
    if role == "administrator":
        return (Basis.ADMIN,)
    return (Basis.STAFF, Basis.LEAD) if role == "lead" else (Basis.STAFF,)


def _end_grants(staff: Staff, account_id: UUID, patient_ids: list[UUID]) -> None:
    other_posts = Staff.objects.filter(
        account_id=account_id, program_id=staff.program_id, ended_at=None
    ).exclude(id=staff.id)
    kept = {basis for post in other_posts for basis in _bases(post.role)}
    for basis in set(_bases(staff.role)) - kept:
        grants.end(account_id=account_id, basis=basis, program_id=staff.program_id)
    for patient_id in patient_ids:
        grants.end(account_id=account_id, basis=Basis.TEAM, patient_id=patient_id)


def _apply(row: Program | Track, changes: Mapping[str, Any], allowed: set[str], version: int) -> None:
    if row.version != version:
        raise Stale
    for name, value in changes.items():
        if name not in allowed:
            raise Invalid(f"/{name}", "errors.unknown_field")
        setattr(row, name, value)
    row.version += 1
    row.save()


def _program_changed(actor: Actor, verb: str, program: Program) -> None:
    audit.record(actor, verb, object_type="program", object_id=program.id, program_id=program.id)
    to = policy.who_can_in_program(Permission.PROGRAM_READ, program_id=program.id)
    publish(ProgramChanged(object_id=program.id, program_id=program.id), recipients=to)


def _staff_changed(actor: Actor, verb: str, staff: Staff) -> None:
    audit.record(actor, verb, object_type="staff", object_id=staff.id, program_id=staff.program_id)
    to = policy.who_can_in_program(Permission.STAFF_MANAGE, program_id=staff.program_id)
    publish(StaffChanged(object_id=staff.id, program_id=staff.program_id), recipients=to)
