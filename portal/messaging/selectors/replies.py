"""Saved replies: as a program keeps them, and as they stand for one thread, filled in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from babel.dates import format_date, format_time

from portal import audit
from portal.access import policy
from portal.access.matrix import Permission
from portal.kernel import agenda, clock, crypto
from portal.kernel.actor import Actor
from portal.kernel.text import LANGUAGES, t
from portal.messaging import logic
from portal.messaging.models import SavedReply, Thread
from portal.messaging.selectors.threads import person, thread
from portal.programs import selectors as programs
from portal.programs.models import Program

# As people in the clinic's country write a time of day.
_LOCALES = {"en": "en_US", "es": "es_US"}
_DAYS = {"en": "EEEE, MMMM d", "es": "EEEE d 'de' MMMM"}


@dataclass(frozen=True)
class FilledReply:
    """In the patient's language. `blanks` names what nothing could fill; its mark stands in `body`."""

    reply: SavedReply
    suggested: bool
    language: str
    body: str
    blanks: list[str]


def replies(actor: Actor) -> list[SavedReply]:
    """What the actor's programs keep ready now, by program and title. Allowed: staff, lead."""
    rule = policy.programs_for(actor, Permission.REPLY_MANAGE)
    rows = SavedReply.objects.filter(rule, archived_at=None).select_related("program")
    return _in_order(list(rows))


def reply_programs(actor: Actor) -> list[Program]:
    """Where the actor may keep replies."""
    return list(programs.programs(actor, permission=Permission.REPLY_MANAGE))


def filled_replies(actor: Actor, *, thread_id: UUID) -> list[FilledReply]:
    """For the answer on a thread: those of its topic first. Allowed: who may answer. Raises NotFound."""
    row = thread(actor, thread_id=thread_id, permission=Permission.MESSAGE_ANSWER)
    account = row.patient.account
    language = account.language if account else row.patient.language
    language = language if language in LANGUAGES else "en"
    kept = SavedReply.objects.filter(program_id=row.program_id, archived_at=None)
    rows = sorted(_in_order(list(kept)), key=lambda reply: reply.topic != row.topic)
    values = _values(actor, row, language)
    blanks = {name: t(f"desk.blank_{name}", language) for name in logic.VARIABLES}
    audit.read(
        actor, "messaging.saved_replies", object_type="thread", object_id=row.id,
        patient_id=row.patient_id, program_id=row.program_id, count=len(rows),
    )  # fmt: skip
    found = []
    for reply in rows:
        body, empty = logic.fill(reply.body_es if language == "es" else reply.body_en, values, blanks)
        found.append(FilledReply(reply, reply.topic == row.topic, language, body, empty))
    return found


def _in_order(rows: list[SavedReply]) -> list[SavedReply]:
    crypto.fetch({crypto.CLINIC})
    return sorted(rows, key=lambda row: (str(row.program_id), row.title.casefold()))


def _values(actor: Actor, row: Thread, language: str) -> dict[str, str]:
    post = programs.posts_of(person(actor)).filter(program_id=row.program_id).first()
    zone = row.patient.account.timezone if row.patient.account else row.patient.timezone
    session = agenda.next_starts([row.patient_id]).get(row.patient_id)
    # A promise that is over promises nothing.
    promise = row.answer_by if row.answer_by and row.answer_by > clock.now() else None
    return {
        "patient": row.patient.preferred_name,
        "me": post.name if post else "",
        "next_session": _when(session, language, zone),
        "promise": _when(promise, language, zone),
        "program_phone": row.patient.program.crisis_phone,
    }


def _when(at: datetime | None, language: str, zone: str) -> str:
    """ "Friday, October 9 at 5:00 pm", on the patient's wall."""
    if at is None:
        return ""
    wall, locale = clock.local(at, zone), _LOCALES[language]
    day = format_date(wall.date(), _DAYS[language], locale=locale)
    time = format_time(wall, "short", locale=locale).lower().replace("\u202f", " ").replace("\xa0", " ")
    return t("desk.reply_when", language, n=(wall.hour % 12) or 12, day=day, time=time)
