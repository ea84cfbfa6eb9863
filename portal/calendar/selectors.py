"""Reading the feed, and whether there is one."""

from portal import audit
from portal.access.matrix import Permission
from portal.calendar import logic
from portal.calendar.models import CalendarLink
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Gone, NotFound
from portal.kernel.text import t
from portal.programs import selectors as programs
from portal.schedule.models import Booking


def own_link(actor: Actor) -> CalendarLink | None:
    """The address that is in use. Allowed: the patient, for oneself; else NotFound."""
    own = programs.own_patient(actor)
    patient = programs.patient(actor, patient_id=own.id, permission=Permission.CALENDAR_MANAGE)
    return CalendarLink.objects.filter(patient=patient, ended_at=None).first()


def feed(actor: Actor, *, secret: str) -> bytes:
    """The file behind a secret address: the last 30 and the next 60 days.

    Allowed: whoever holds the secret, signed in or not. Raises NotFound, and Gone where it was stopped.
    """
    rows = CalendarLink.objects.select_related("patient__account")
    link = rows.filter(secret_hash=logic.digest(secret)).first()
    if link is None:
        raise NotFound
    if link.ended_at is not None:
        raise Gone
    now = clock.now()
    booked = Booking.objects.filter(
        patient_id=link.patient_id, starts_at__gte=now - logic.BACK, starts_at__lt=now + logic.AHEAD
    )
    found = [
        logic.Entry(
            row.id, row.session.starts_at, row.session.ends_at, row.session.version - 1,
            row.session.state == "cancelled",
        )
        for row in booked.select_related("session").order_by("starts_at", "id")
    ]  # fmt: skip
    audit.read(
        actor, "calendar.feed", object_type="calendar_link", object_id=link.id,
        patient_id=link.patient_id, program_id=link.program_id, count=len(found),
    )  # fmt: skip
    language = link.patient.account.language if link.patient.account else "en"
    return logic.file_of(
        found, title=t("calendar.entry", language), name=t("calendar.name", language), at=now
    )
