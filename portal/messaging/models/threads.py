"""Threads and their messages."""

from django.db import models
from django.db.models import Q

from portal.kernel.fields import SealedText
from portal.kernel.models import PatientRow
from portal.messaging.logic import QUESTIONS, TOPICS

KINDS = ("person", "automatic", "announced")


class Thread(PatientRow):
    """One conversation on one topic. `last_seq` counts its messages, `team_seq` those of the team.

    `waiting_since` is set while the patient waits for an answer; `answer_by` is the instant that the
    patient was told then. `session_at` is the patient's next session, where it is today and had not begun
    when it was last looked up. `sort_key` is the thread's place in the inbox (`logic.sort_key`).
    """

    topic = models.CharField(max_length=12, choices=[(topic, topic) for topic in TOPICS])
    state = models.CharField(max_length=6, choices=[("open", "open"), ("closed", "closed")], default="open")
    opened_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    last_seq = models.PositiveIntegerField(default=0)
    team_seq = models.PositiveIntegerField(default=0)
    assigned_to = models.ForeignKey("programs.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    covering_for = models.ForeignKey(
        "programs.Staff", null=True, on_delete=models.PROTECT, related_name="+",
        help_text="Whose it is when they are back.",
    )  # fmt: skip
    answer_by = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    risk = models.PositiveSmallIntegerField(default=0, help_text="0 none to 3 highest.")
    session_at = models.DateTimeField(null=True)
    sort_key = models.BigIntegerField()
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["program", "state", "sort_key", "id"], name="inbox_of_program"),
            models.Index(fields=["patient", "last_message_at", "id"], name="threads_of_patient"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "topic"], condition=Q(state="open"), name="one_open_thread_a_topic"
            ),
            models.CheckConstraint(name="risk_of_thread", condition=Q(risk__lte=3)),
        ]


class Message(PatientRow):
    """`author_name` and `author_role` are what they were on that day; `key` is the author's own uuid for it;
    `team_seq` counts the team's messages up to and with this one; `attached` says how many files go with it.

    Only its author changes it, for a short while: each text that it had before stands in `MessageVersion`,
    and what was taken back has no text here. `question` says that the patient is asked to choose an answer
    (`choices`: a JSON list of words, where they are not yes and no); `answers_to` is the question answered.

    An "automatic" one is nobody's (`author` None): it stands on the team's side and answers nothing.
    An "announced" one is the reader's private copy of words to several; it answers nothing either.
    """

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages", db_index=False)
    seq = models.PositiveIntegerField()
    team_seq = models.PositiveIntegerField()
    kind = models.CharField(
        max_length=9, choices=[(kind, kind) for kind in KINDS], default="person", db_default="person"
    )
    author = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=120)
    author_role = models.CharField(max_length=16)
    from_team = models.BooleanField()
    body = SealedText()
    sent_at = models.DateTimeField()
    key = models.UUIDField()
    version = models.PositiveIntegerField(default=1, db_default=1)
    edited_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)
    question = models.CharField(
        max_length=8, choices=[(kind, kind) for kind in QUESTIONS], default="", db_default=""
    )
    choices = SealedText(null=True)
    answers_to = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    attached = models.PositiveSmallIntegerField(default=0, db_default=0)
    about = models.UUIDField(null=True, help_text="The patient's booking that changed with these words.")

    class Meta:
        indexes = [
            models.Index(
                fields=["thread", "seq"], condition=Q(recalled_at__isnull=False), name="recalled_of_thread"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thread", "seq"], name="one_message_a_seq"),
            models.UniqueConstraint(fields=["author", "key"], name="one_message_a_key"),
            models.UniqueConstraint(
                fields=["answers_to"],
                condition=Q(answers_to__isnull=False, recalled_at=None),
                name="one_answer_a_question",
            ),
            models.CheckConstraint(
                name="automatic_is_nobodys", condition=Q(kind="automatic") | Q(author__isnull=False)
            ),
        ]
