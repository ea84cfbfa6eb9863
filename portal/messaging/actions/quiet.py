"""The automatic reply outside team hours: when people are back, and what to do until then."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from babel.dates import format_date, format_time

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.text import t
from portal.messaging import logic, selectors
from portal.messaging.actions.telling import note, save, tell
from portal.messaging.events import MessageSent
from portal.messaging.models import Message, QuietReply, Thread
from portal.programs.models import Patient

_A_WEEK = timedelta(days=7)
_HOLIDAYS_BACK = timedelta(days=60)  # a quiet period began before them, and not longer ago
_LOCALES = {"en": "en_US", "es": "es"}
_LONG = {"en": "MMMM d", "es": "d 'de' MMMM"}


def reply_where_nobody_is_here(actor: Actor, asked: Sequence[tuple[UUID, datetime]]) -> None:
    """Once in a quiet period for a patient, whatever they write (thread and instant, oldest first) and on
    however many threads. The thread goes on waiting, and its promise stands. Nothing where the team came
    back before this could run."""
    rows = Thread.objects.filter(id__in={thread_id for thread_id, _ in asked})
    place_of = {
        row[0]: row[1:] for row in rows.values_list("id", "patient_id", "program_id", "program__timezone")
    }
    quiet: dict[tuple[UUID, datetime], datetime] = {}
    hours: dict[UUID, logic.Hours] = {}
    first = min(at for _, at in asked) - _HOLIDAYS_BACK
    for thread_id, at in asked:
        _, program_id, zone = place_of[thread_id]
        if program_id not in hours:
            hours[program_id] = selectors.hours_of(program_id, zone=zone, at=first)
        if logic.here_until(at, hours[program_id]) is not None:
            continue
        back = logic.back_at(at, hours[program_id])
        if back is not None and clock.now() < back:
            quiet.setdefault((thread_id, logic.quiet_since(at, hours[program_id])), back)
    if not quiet:
        return
    patients = {place_of[thread_id][0] for thread_id, _ in quiet}
    had = set(QuietReply.objects.filter(patient_id__in=patients).values_list("patient_id", "since"))
    whole = Thread.objects.select_related("patient__program", "patient__account")
    for (thread_id, since), back in quiet.items():
        if (place_of[thread_id][0], since) not in had:
            _reply(actor, whole.select_for_update(of=("self",)).get(id=thread_id), since, back)


def _reply(actor: Actor, thread: Thread, since: datetime, back: datetime) -> None:
    if thread.state != "open" or thread.waiting_since is None:
        return
    _, is_first = QuietReply.objects.get_or_create(
        patient_id=thread.patient_id, since=since, defaults={"program_id": thread.program_id}
    )
    if is_first:
        _write(actor, thread, back)


def _write(actor: Actor, thread: Thread, back: datetime) -> None:
    language = _language(thread.patient)
    thread.last_seq += 1
    thread.team_seq += 1
    save(thread, "last_seq", "team_seq")
    message = Message.objects.create(
        patient_id=thread.patient_id, program_id=thread.program_id, thread=thread, seq=thread.last_seq,
        team_seq=thread.team_seq, kind="automatic", author=None, author_role="",
        author_name=t("messaging.automatic", language), from_team=True, body=_words(thread.patient, back),
        sent_at=clock.now(), key=uuid4(),
    )  # fmt: skip
    note(actor, "messaging.auto_reply", thread, object_id=message.id, object_type="message")
    event = MessageSent(
        object_id=message.id, patient_id=thread.patient_id, program_id=thread.program_id,
        thread_id=thread.id, from_team=True, automatic=True,
    )  # fmt: skip
    tell(event, thread)


def _language(patient: Patient) -> str:
    return patient.account.language if patient.account else patient.language


def _words(patient: Patient, back: datetime) -> str:
    """In the patient's own language, with the hour on the patient's own clock."""
    language = _language(patient)
    zone = patient.account.timezone if patient.account else patient.timezone
    local, today = clock.local(back, zone), clock.local(clock.now(), zone).date()
    locale = _LOCALES[language]
    hour = format_time(local, "h:mm a", locale=locale).replace("\u202f", " ").replace("\xa0", " ")
    params = {"n": local.hour % 12 or 12, "time": hour if language == "es" else hour.lower()}
    if local.date() == today:
        return t("talks.quiet_today", language, **params)
    near = local.date() - today < _A_WEEK
    day = format_date(local, "EEEE" if near else _LONG[language], locale=locale)
    return t("talks.quiet_day", language, day=day, **params)
