"""One row for each question of a patient: when asked, what was promised, when answered."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from portal.kernel import clock, statements
from portal.messaging import logic, selectors, sql
from portal.messaging.models import Message, ReplyTime, Thread

HoursAt = Callable[[UUID, str, datetime], logic.Hours]


def measure(message_ids: Collection[UUID]) -> None:
    """Writes down the questions that patients' messages are, and those that a team's messages answer.
    Whichever of the two is looked at first, and however often, the row is the same.

    A question goes on over several messages: it was asked with the first that nobody had answered.
    """
    hours_at = _hours()
    rows: dict[tuple[UUID, datetime], dict[str, object]] = {}
    found = statements.run(sql.QUESTIONS, {"ids": list(message_ids)})
    for patient_id, program_id, thread_id, topic, zone, track_id, asked, waits, told, answered in found:
        if answered is None and (thread_id, asked) in rows:
            continue
        hours = hours_at(program_id, zone, asked)
        rows[thread_id, asked] = {
            "id": uuid4(),
            "patient_id": patient_id,
            "program_id": program_id,
            "thread_id": thread_id,
            "topic": topic,
            "track_id": track_id,
            "asked_at": asked,
            # What the patient was told stands on the thread while it waits. Where the answer was faster than
            # this reaction it is the same sum, by the hours of now.
            "promised_at": told if waits == asked else logic.answer_by(asked, topic=topic, hours=hours),
            "answered_at": answered,
            "minutes": logic.minutes_between(asked, answered, hours) if answered else None,
        }
    if rows:
        in_order = [rows[key] for key in sorted(rows)]  # two at once wait for each other, and in no circle
        statements.run(sql.MEASURED, {name: [row[name] for row in in_order] for name in in_order[0]})


def unanswer(thread: Thread, answer: Message) -> None:
    """The team took an answer back: what it answered was answered by the next one that stands, or still
    waits. Later words of the patient belong to that question then. Inside the recall's transaction."""
    row = ReplyTime.objects.filter(thread=thread, answered_at=answer.sent_at).first()
    if row is None:
        return
    others = Message.objects.filter(thread=thread, from_team=True, kind="person", recalled_at=None)
    following = others.filter(seq__gt=answer.seq).order_by("seq").values_list("sent_at", flat=True).first()
    row.answered_at, row.minutes = following, None
    if following is not None:
        hours = _hours()(thread.program_id, thread.patient.program.timezone, row.asked_at)
        row.minutes = logic.minutes_between(row.asked_at, following, hours)
    row.save(update_fields=["answered_at", "minutes"])
    within = {"asked_at__lt": following} if following else {}
    ReplyTime.objects.filter(thread=thread, asked_at__gt=row.asked_at, **within).delete()


def _hours() -> HoursAt:
    """Hours by program and day, read once each."""
    known: dict[tuple[UUID, date], logic.Hours] = {}

    def at(program_id: UUID, zone: str, instant: datetime) -> logic.Hours:
        key = (program_id, clock.local(instant, zone).date())
        if key not in known:
            known[key] = selectors.hours_of(program_id, zone=zone, at=instant)
        return known[key]

    return at
