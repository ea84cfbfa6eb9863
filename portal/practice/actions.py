"""Noting a practice, taking a note back, choosing coping cards: all by the patient alone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import clock, idempotency
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid, Refused
from portal.kernel.events import Event
from portal.kernel.transaction import action
from portal.outbox import publish
from portal.practice import library, logic
from portal.practice.events import CardsChosen, EntryLogged, EntryTakenBack
from portal.practice.models import Cards, Entry
from portal.programs import selectors as programs

LONGEST = 1000


@action
def log_practice(
    actor: Actor,
    *,
    patient_id: UUID,
    skill: str,
    before: int,
    after: int,
    key: UUID,
    situation: str = "",
    practiced_at: datetime | None = None,
) -> tuple[Entry, bool]:
    """Notes one practice of a skill: distress before and after, whole numbers from 0 to 10.

    Allowed: the patient. The same key again gives the same entry; the second value tells whether this call
    made it. `practiced_at` may lie up to 30 days back, because an entry waits on the phone for a network; any
    other time, or none, is taken as now. Publishes EntryLogged to the patient and the team. Raises Invalid,
    NotFound.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.PRACTICE_LOG)
    words = _checked(skill, before, after, situation)
    body = [patient_id, skill, before, after, words, practiced_at]
    use = idempotency.use(actor, key=key, body={"log_practice": body})
    if use.object_id:
        return Entry.objects.get(id=use.object_id, patient=patient), False
    now = clock.now()
    entry = Entry.objects.create(
        patient=patient, program_id=patient.program_id, skill=skill, situation=words, before=before,
        after=after, practiced_at=_when(practiced_at, now), logged_at=now,
    )  # fmt: skip
    use.made(entry.id)
    _done(actor, "practice.log", EntryLogged, "practice_entry", entry.id, patient.id, patient.program_id)
    return entry, True


@action
def take_back_entry(actor: Actor, *, entry_id: UUID) -> None:
    """Undo: the entry counts and shows nowhere any more, and its words are gone. Again changes nothing.

    Allowed: the patient, within 15 minutes after it came here. Publishes EntryTakenBack. Raises Refused
    (later), NotFound.
    """
    entry = policy.one(actor, Permission.PRACTICE_LOG, Entry.objects.all(), lock=True, id=entry_id)
    if entry.taken_back_at is not None:
        return
    now = clock.now()
    if now > entry.logged_at + logic.TAKE_BACK_WITHIN:
        raise Refused("practice.too_late")
    entry.taken_back_at, entry.situation = now, ""
    entry.save(update_fields=["taken_back_at", "situation"])
    of = entry.patient_id, entry.program_id
    _done(actor, "practice.take_back", EntryTakenBack, "practice_entry", entry.id, *of)


@action
def choose_cards(actor: Actor, *, patient_id: UUID, skills: Sequence[str]) -> list[str]:
    """Sets the coping cards, at most five, in the order given; none is a choice too.

    Allowed: the patient. Publishes CardsChosen where something changed. Raises Invalid, NotFound.
    """
    patient = programs.patient(actor, patient_id=patient_id, permission=Permission.PRACTICE_LOG, lock=True)
    wanted = list(dict.fromkeys(skills))
    for place, skill in enumerate(wanted):
        if skill not in library.skills():
            raise Invalid(f"/skills/{place}", "practice.unknown_skill")
    if len(wanted) > logic.MOST_CARDS:
        raise Invalid("/skills", "practice.too_many_cards", n=logic.MOST_CARDS)
    before = Cards.objects.filter(patient=patient).first()
    if (before.skills if before else []) == wanted:
        return wanted
    Cards.objects.update_or_create(
        patient=patient,
        defaults={"skills": wanted, "chosen_at": clock.now(), "program_id": patient.program_id},
    )
    of = patient.id, patient.program_id
    _done(actor, "practice.choose_cards", CardsChosen, "practice", patient.id, *of)
    return wanted


def _checked(skill: str, before: int, after: int, situation: str) -> str:
    """The words without the space around them. Raises Invalid."""
    if skill not in library.skills():
        raise Invalid("/skill", "practice.unknown_skill")
    for name, value in (("before", before), ("after", after)):
        if not 0 <= value <= logic.MOST_DISTRESS:
            raise Invalid(f"/{name}", "practice.zero_to_ten")
    words = situation.strip()
    if len(words) > LONGEST:
        raise Invalid("/situation", "errors.field.max_length")
    return words


def _when(said: datetime | None, now: datetime) -> datetime:
    """A phone whose clock is wrong must not lose an entry: what cannot be is taken as now."""
    return said if said is not None and now - logic.OLDEST <= said <= now else now


def _done(
    actor: Actor, verb: str, fact: type[Event], kind: str, object_id: UUID, patient_id: UUID, program_id: UUID
) -> None:
    audit.record(
        actor, verb, object_type=kind, object_id=object_id, patient_id=patient_id, program_id=program_id
    )
    to = policy.who_can(Permission.PRACTICE_READ, patient_id=patient_id, program_id=program_id)
    publish(fact(object_id=object_id, patient_id=patient_id, program_id=program_id), recipients=to)
