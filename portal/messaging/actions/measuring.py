"""One row for each question of a patient: when asked, what was promised, when answered."""

from datetime import datetime
from uuid import UUID

from portal.messaging import logic, selectors
from portal.messaging.models import Message, ReplyTime, Thread
from portal.programs.models import Enrolment


def measure(thread: Thread, message: Message) -> None:
    """Writes down the question that a patient's message is, or that a team's message answers. Whichever of
    the two is looked at first, the row is the same."""
    question: Message | None = message
    answer: Message | None = message
    if message.from_team:
        question = _asked_before(thread, message)
    else:
        answer = _answer_after(thread, message)
    row = _row_of(thread, question) if question else None
    if row is None or answer is None or row.answered_at is not None:
        return
    hours = selectors.hours_of(thread.program_id, zone=thread.patient.program.timezone, at=row.asked_at)
    row.answered_at = answer.sent_at
    row.minutes = logic.minutes_between(row.asked_at, answer.sent_at, hours)
    row.save(update_fields=["answered_at", "minutes"])


def _row_of(thread: Thread, question: Message) -> ReplyTime:
    first = _first_of(thread, question)
    row = ReplyTime.objects.filter(thread=thread, asked_at=first.sent_at).first()
    if row is not None:
        return row
    row, _ = ReplyTime.objects.get_or_create(
        thread=thread,
        asked_at=first.sent_at,
        defaults={
            "patient_id": thread.patient_id,
            "program_id": thread.program_id,
            "topic": thread.topic,
            "track_id": _track(thread),
            "promised_at": _promise(thread, first.sent_at),
        },
    )
    return row


def _first_of(thread: Thread, question: Message) -> Message:
    """A question goes on over several messages: it was asked with the first that nobody has answered."""
    said = Message.objects.filter(thread=thread, kind="person", seq__lt=question.seq)
    answered = said.filter(from_team=True).order_by("-seq").values_list("seq", flat=True).first() or 0
    return said.filter(from_team=False, seq__gt=answered).order_by("seq").first() or question


def _asked_before(thread: Thread, answer: Message) -> Message | None:
    """The patient's last words before an answer, where no other answer stands between."""
    before = Message.objects.filter(thread=thread, kind="person", seq__lt=answer.seq).order_by("-seq").first()
    return before if before and not before.from_team else None


def _answer_after(thread: Thread, question: Message) -> Message | None:
    after = Message.objects.filter(thread=thread, kind="person", from_team=True, seq__gt=question.seq)
    return after.order_by("seq").first()


def _promise(thread: Thread, asked_at: datetime) -> datetime | None:
    """What the patient was told: it stands on the thread while it waits. Where the answer was faster than
    this reaction it is the same sum, by the hours of now."""
    if thread.waiting_since == asked_at:
        return thread.answer_by
    hours = selectors.hours_of(thread.program_id, zone=thread.patient.program.timezone, at=asked_at)
    return logic.answer_by(asked_at, topic=thread.topic, hours=hours)


def _track(thread: Thread) -> UUID | None:
    rows = Enrolment.objects.filter(patient_id=thread.patient_id, ends_on=None)
    return rows.values_list("track_id", flat=True).first()
