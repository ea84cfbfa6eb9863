"""Whom an announcement reaches, and how many have read it: numbers, to who sends it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.announcements.models import Announcement, Copy
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.programs import selectors as programs
from portal.programs.models import Enrolment, Patient, Staff, Track
from portal.schedule.models import Booking, Session


@dataclass(frozen=True)
class Reach:
    """The patients whom the actor would tell, in one order for everyone who locks their threads. `others`
    are in the session, and somebody else's to tell. `post` signs. `bookings` is by patient, for a session."""

    program_id: UUID
    post: Staff
    session: Session | None
    track: Track | None
    patients: list[Patient]
    others: int = 0
    bookings: dict[UUID, UUID] = field(default_factory=dict)

    @property
    def spanish(self) -> int:
        """How many of them read Spanish."""
        return sum(language_of(row) == "es" for row in self.patients)


@dataclass(frozen=True)
class Sent:
    """How many copies went out and how many of them are read. Nobody by name."""

    announcement: Announcement
    to: int
    read: int


def language_of(patient: Patient) -> str:
    return patient.account.language if patient.account else "en"


def of_session(actor: Actor, *, session_id: UUID, lock: bool = False) -> Reach:
    """Those booked in a session. Allowed: its leader, for those whom they care for; the program's lead, for
    all. NotFound for everyone else."""
    rows = Session.objects.select_related("series", "leader").filter(_leads(actor), id=session_id)
    session = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if session is None:
        raise NotFound
    booked = Booking.objects.filter(session=session).filter(_still_here(session.on, "patient__"))
    rule = policy.patients_for(actor, Permission.ANNOUNCE)
    mine = dict(booked.filter(rule).values_list("patient_id", "id"))
    if not mine:
        raise NotFound
    patients = _patients(list(mine))
    return Reach(
        session.program_id,
        _post(actor, session.program_id),
        session,
        None,
        patients,
        booked.count() - len(mine),
        mine,
    )


def of_track(actor: Actor, *, track_id: UUID) -> Reach:
    """Those enrolled in a track today. Allowed: the program's lead. Else NotFound."""
    track = tracks(actor).filter(id=track_id).first()
    if track is None:
        raise NotFound
    today = clock.local(clock.now(), track.program.timezone).date()
    held = Q(ends_on=None) | Q(ends_on__gte=today)
    rows = Enrolment.objects.filter(held, _still_here(today, "patient__"), track=track, starts_on__lte=today)
    mine = rows.filter(policy.patients_for(actor, Permission.ANNOUNCE))
    patients = _patients(list(mine.values_list("patient_id", flat=True)))
    return Reach(track.program_id, _post(actor, track.program_id), None, track, patients)


def tracks(actor: Actor) -> "QuerySet[Track]":
    """The tracks to which the actor may announce something: those of the programs that they lead."""
    rows = Track.objects.filter(
        policy.programs_for(actor, Permission.SCHEDULE_MANAGE),
        policy.programs_for(actor, Permission.ANNOUNCE),
    )
    return rows.select_related("program").order_by("program_id", "name", "id")


def _leads(actor: Actor) -> Q:
    program = policy.programs_for(actor, Permission.SCHEDULE_MANAGE)
    return program | Q(leader__account_id=actor.account_id, leader__ended_at=None)


def _post(actor: Actor, program_id: UUID) -> Staff:
    post = programs.posts_of(actor.me).filter(program_id=program_id).first()
    if post is None:
        raise NotFound
    return post


def _still_here(on: date, patient: str) -> Q:
    return Q(**{f"{patient}discharged_on": None}) | Q(**{f"{patient}discharged_on__gte": on})


def _patients(ids: list[UUID]) -> list[Patient]:
    return list(Patient.objects.filter(id__in=ids).select_related("account", "program").order_by("id"))


def noted(actor: Actor, found: Reach) -> Reach:
    """The same, after an entry in the audit: that somebody looked at how many it is."""
    about = found.session or found.track
    audit.read(
        actor, "announcements.reach", object_type="session" if found.session else "track",
        object_id=about.id if about else None, program_id=found.program_id, count=len(found.patients),
    )  # fmt: skip
    return found


def sent(actor: Actor, *, announcement_id: UUID) -> Sent:
    """One announcement in numbers. Allowed: who made it, while they may still write to somebody of those whom
    it reached; the program's lead. Else NotFound."""
    lead = policy.programs_for(actor, Permission.SCHEDULE_MANAGE) & policy.programs_for(
        actor, Permission.ANNOUNCE
    )
    reach = policy.patients_for(
        actor, Permission.ANNOUNCE, patient="copies__patient_id", program="copies__program_id"
    )
    own = Q(author_id=actor.account_id) & reach
    found = Announcement.objects.filter(lead | own, id=announcement_id).distinct().first()
    if found is None:
        raise NotFound
    copies = Copy.objects.filter(announcement=found)
    read = copies.filter(
        message__thread__marks__from_team=False, message__thread__marks__seq__gte=F("message__seq")
    )
    audit.read(
        actor, "announcements.sent", object_type="announcement", object_id=found.id,
        program_id=found.program_id,
    )  # fmt: skip
    return Sent(found, copies.count(), read.values("id").distinct().count())
