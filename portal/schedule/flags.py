"""The one word beside a name on the day sheet. Domains above this one offer their own (safety: check in
first); those of attendance and enrolment are made here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from portal.kernel.actor import Actor
from portal.kernel.due import words
from portal.kernel.text import t
from portal.programs.models import Enrolment
from portal.schedule import selectors
from portal.schedule.models import Booking


@dataclass(frozen=True, kw_only=True)
class Flag:
    """`kind` picks mark and colour: safety, clay, done, fact. `title` by language. Small `order` wins."""

    kind: str
    order: int
    title: dict[str, str]


Provider = Callable[[Actor, Sequence[UUID]], dict[UUID, Flag]]
_providers: dict[str, Provider] = {}


def provider(name: str) -> Callable[[Provider], Provider]:
    """Registers `(actor, patient_ids) -> {patient_id: Flag}`; it starts at the access rule itself."""

    def register(function: Provider) -> Provider:
        _providers[name] = function
        return function

    return register


def forget(name: str) -> None:
    """For tests that offer something of their own."""
    _providers.pop(name, None)


def of_bookings(actor: Actor, bookings: Sequence[Booking]) -> dict[UUID, Flag]:
    """The most pressing flag of each patient, for rows that the actor was given by a selector."""
    if not bookings:
        return {}
    patient_ids = sorted({row.patient_id for row in bookings})
    offered = [_absent(bookings, patient_ids), _new(bookings, patient_ids)]
    offered += [give(actor, patient_ids) for give in _providers.values()]
    found: dict[UUID, Flag] = {}
    for flags in offered:
        for patient_id, flag in flags.items():
            if patient_id not in found or flag.order < found[patient_id].order:
                found[patient_id] = flag
    return found


_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("el lun", "el mar", "el mié", "el jue", "el vie", "el sáb", "el dom"),
}


def _absent(bookings: Sequence[Booking], patient_ids: Sequence[UUID]) -> dict[UUID, Flag]:
    missed = selectors.last_absences(patient_ids, before=min(row.starts_at for row in bookings))
    return {
        patient_id: Flag(
            kind="clay",
            order=20,
            title={
                language: t("sessions.flag_absent", language, day=names[on.weekday()])
                for language, names in _WEEKDAYS.items()
            },
        )
        for patient_id, on in missed.items()
    }


def _new(bookings: Sequence[Booking], patient_ids: Sequence[UUID]) -> dict[UUID, Flag]:
    on = {row.patient_id: row.session.on for row in bookings}
    first: dict[UUID, Enrolment] = {}
    for row in Enrolment.objects.filter(patient_id__in=patient_ids).order_by("-starts_on"):
        first[row.patient_id] = row
    flag = Flag(kind="done", order=10, title=words("sessions.flag_new"))
    return {patient_id: flag for patient_id, row in first.items() if row.starts_on == on[patient_id]}
