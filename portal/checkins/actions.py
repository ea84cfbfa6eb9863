"""Saving a day's check-in and taking it back, by the patient; choosing what the card asks, by the team."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.checkins import logic, selectors
from portal.checkins.events import CheckInSaved, CheckInTakenBack, TargetsSet
from portal.checkins.models import CheckIn, Targets
from portal.checkins.targets import targets
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, Refused, Stale
from portal.kernel.events import Event
from portal.kernel.models import PatientRow
from portal.kernel.transaction import action
from portal.outbox import publish
from portal.practice import library
from portal.programs import selectors as programs

LONGEST = 1000


@action
def save_checkin(
    actor: Actor,
    *,
    patient_id: UUID,
    day: date,
    key: UUID,
    mood: int | None = None,
    sleep_hours: int | None = None,
    sleep_quality: int | None = None,
    urges: Mapping[str, int] | None = None,
    skills: Sequence[str] = (),
    note: str = "",
    written_at: datetime | None = None,
) -> tuple[CheckIn, bool]:
    """Saves what a patient says of a day: mood 0 to 10, whole hours of sleep (10: and more), how well 0 to 5,
    each urge 0 to 5 by its target's key, keys of skills used, a note. All may be left out, one must be there.
    Whatever was saved for the day before stays as its history; the one written last stands.

    Allowed: the patient. `day` is today or yesterday in the zone of the patient's account, at `written_at`:
    when it was saved on the phone, up to 14 days ago, because it may have waited for a network. A time in the
    future, or none, is taken as now. A target that the card no longer asks is taken too: the phone may not
    have known. The same key again gives the same saving; the second value tells whether this call made it.
    Publishes CheckInSaved to the patient and the team. Raises Invalid, NotFound. Source of the scales:
    docs/clinical.md.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.CHECKIN_WRITE)
    said = {"mood": mood, "sleep_hours": sleep_hours, "sleep_quality": sleep_quality}
    rated, used, words = dict(urges or {}), list(dict.fromkeys(skills)), note.strip()
    _check(said, rated, used, words)
    body = [patient_id, day, said, rated, used, words, written_at]
    use = idempotency.use(actor, key=key, body={"save_checkin": body})
    if use.object_id:
        return CheckIn.objects.get(id=use.object_id, patient=patient), False
    now = clock.now()
    at = logic.written_at(written_at, now)
    if at is None or not logic.may_be_for(day, at, selectors.zone_of(patient)):
        raise Invalid("/day", "checkins.day_gone")
    row = CheckIn.objects.create(
        patient=patient, program_id=patient.program_id, day=day, **said, urges=rated, skills=used, note=words,
        written_at=at, logged_at=now,
    )  # fmt: skip
    use.made(row.id)
    new_words = bool(words) and all(other.note != words for other in selectors.before(row))
    event = CheckInSaved(
        object_id=row.id, patient_id=row.patient_id, program_id=row.program_id, new_words=new_words
    )
    _done(actor, "checkins.save", "check_in", event, row)
    return row, True


@action
def take_back_checkin(actor: Actor, *, checkin_id: UUID) -> None:
    """Undo: this saving shows nowhere any more, its words are gone, and what stood for the day before it
    stands again. A second time changes nothing.

    Allowed: the patient, within 15 minutes after it came here. Publishes CheckInTakenBack. Raises Refused
    (later), NotFound.
    """
    row = policy.one(actor, Permission.CHECKIN_WRITE, CheckIn.objects.all(), lock=True, id=checkin_id)
    if row.taken_back_at is not None:
        return
    now = clock.now()
    if now > row.logged_at + logic.TAKE_BACK_WITHIN:
        raise Refused("checkins.too_late")
    row.taken_back_at, row.note = now, ""
    row.save(update_fields=["taken_back_at", "note"])
    event = CheckInTakenBack(object_id=row.id, patient_id=row.patient_id, program_id=row.program_id)
    _done(actor, "checkins.take_back", "check_in", event, row)


@action
def set_targets(actor: Actor, *, patient_id: UUID, keys: Sequence[str], version: int) -> selectors.Asked:
    """Sets what a patient's card asks besides mood and sleep: at most six targets of the list, in the order
    given; none is a choice too. `version` is the one that the writer saw, 0 where nobody had chosen.

    Allowed: the care team, the lead. Publishes TargetsSet to the patient and the team. Raises Invalid, Stale,
    NotFound.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.CHECKIN_TARGETS, lock=True)
    wanted = list(dict.fromkeys(keys))
    for place, key in enumerate(wanted):
        if key not in targets():
            raise Invalid(f"/keys/{place}", "checkins.unknown_target")
    if len(wanted) > logic.MOST_TARGETS:
        raise Invalid("/keys", "checkins.too_many_targets", n=logic.MOST_TARGETS)
    if selectors.asked_of(patient.id).version != version:
        raise Stale
    now = clock.now()
    row, _ = Targets.objects.update_or_create(
        patient=patient,
        defaults={
            "keys": wanted, "version": version + 1, "set_at": now, "program_id": patient.program_id,
        },
    )  # fmt: skip
    event = TargetsSet(object_id=patient.id, patient_id=patient.id, program_id=patient.program_id)
    _done(actor, "checkins.set_targets", "checkins", event, row)
    return selectors.Asked(patient.id, wanted, version + 1)


def _check(
    said: Mapping[str, int | None], urges: Mapping[str, int], skills: Sequence[str], note: str
) -> None:
    """Raises Invalid at the first thing that does not fit."""
    most = {
        "mood": logic.MOST_MOOD, "sleep_hours": logic.MOST_HOURS, "sleep_quality": logic.MOST_RATING,
    }  # fmt: skip
    for name, value in said.items():
        if value is not None and not 0 <= value <= most[name]:
            raise Invalid(f"/{name}", "checkins.not_on_scale", n=most[name])
    for key, value in urges.items():
        if key not in targets():
            raise Invalid("/urges", "checkins.unknown_target")
        if not 0 <= value <= logic.MOST_RATING:
            raise Invalid("/urges", "checkins.not_on_scale", n=logic.MOST_RATING)
    if any(skill not in library.skills() for skill in skills):
        raise Invalid("/skills", "practice.unknown_skill")
    if len(note) > LONGEST:
        raise Invalid("/note", "errors.field.max_length")
    if all(value is None for value in said.values()) and not (urges or skills or note):
        raise Invalid("", "checkins.nothing")


def _done(actor: Actor, verb: str, kind: str, event: Event, of: PatientRow) -> None:
    audit.record(
        actor, verb, object_type=kind, object_id=event.object_id, patient_id=of.patient_id,
        program_id=of.program_id,
    )  # fmt: skip
    to = policy.who_can(Permission.CHECKIN_READ, patient_id=of.patient_id, program_id=of.program_id)
    publish(event, recipients=to)
