"""The reply clock: what a program promises by topic, what became of each promise, and quiet periods."""

from django.db import models

from portal.kernel.models import PatientRow, Row
from portal.messaging.logic import TOPICS
from portal.messaging.models.threads import Thread

_TOPICS = [(topic, topic) for topic in TOPICS]


class TopicPromise(Row):
    """Within how many minutes of team hours a program answers a topic, from a day of its zone on. Where
    there is none, `logic.ANSWER_WITHIN` holds."""

    program = models.ForeignKey("programs.Program", on_delete=models.CASCADE, related_name="+")
    topic = models.CharField(max_length=12, choices=_TOPICS)
    minutes = models.PositiveSmallIntegerField()
    starts_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "topic", "starts_on"], name="one_promise_a_day")
        ]


class ReplyTime(PatientRow):
    """One question of a patient and how long its answer took. No words.

    `promised_at` is the very instant that the patient was told, whatever changed since; `minutes` are those
    of team hours from question to answer, by the hours and holidays that held at the answer.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+", db_index=False)
    topic = models.CharField(max_length=12, choices=_TOPICS)
    track = models.ForeignKey("programs.Track", null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["program", "asked_at"], name="reply_times_of_program")]
        constraints = [models.UniqueConstraint(fields=["thread", "asked_at"], name="one_time_a_question")]


class QuietReply(PatientRow):
    """That a patient got the automatic reply of a quiet period: it began when the team went home."""

    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "since"], name="one_reply_a_quiet_time")]


class OwnerCheck(Row):
    """The last proof that each open thread of a program has somebody who can answer it.

    `mended`: how many the job gave to a cover or to the team, and when it last had to. `alone`: threads that
    nobody who is here may answer, which a person has to mend.
    """

    program = models.OneToOneField("programs.Program", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    threads = models.PositiveIntegerField()
    mended = models.PositiveIntegerField()
    alone = models.PositiveIntegerField()
    mended_at = models.DateTimeField(null=True)
