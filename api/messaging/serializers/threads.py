"""The shapes of messaging. `shape_x` makes one, `XSerializer` describes it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from api.attachments import AttachmentSerializer, shape_attachment
from portal.files.models import File
from portal.messaging.logic import CHANGE_WITHIN, TOPICS
from portal.messaging.models import Draft, Message, ReadMark, Replying, Thread
from portal.messaging.selectors import Counts, Delivery, Page, Promise, ThreadView, Unread
from portal.programs.models import Staff

_PREVIEW = 140


class QuestionSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["yes_no", "choices"])
    choices = serializers.ListField(child=serializers.CharField())


class MessageSerializer(serializers.Serializer[Any]):
    """`key` is the author's own uuid for it: the sender's bubble becomes this message by it. Its author may
    change it until `changeable_until`; taken back, it has no `body`. An "automatic"
    one is nobody's, and no answer."""

    id = serializers.UUIDField()
    thread_id = serializers.UUIDField()
    seq = serializers.IntegerField(min_value=1)
    key = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=["person", "automatic"])
    from_team = serializers.BooleanField()
    author_name = serializers.CharField()
    author_role = serializers.CharField()
    body = serializers.CharField(allow_blank=True)
    sent_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    author_id = serializers.UUIDField(allow_null=True)
    changeable_until = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    recalled_at = serializers.DateTimeField(allow_null=True)
    question = QuestionSerializer(allow_null=True)
    answers_to = serializers.UUIDField(allow_null=True)
    attachments = AttachmentSerializer(many=True)
    about = serializers.UUIDField(allow_null=True, help_text="The booking that changed with these words.")


class ReadMarkSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    seq = serializers.IntegerField()
    at = serializers.DateTimeField()


class PreviewSerializer(serializers.Serializer[Any]):
    from_team = serializers.BooleanField()
    author_name = serializers.CharField()
    body = serializers.CharField(allow_blank=True)
    recalled = serializers.BooleanField()
    attached = serializers.IntegerField()
    sent_at = serializers.DateTimeField()


class StaffRefSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    account_id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()


class ReplyingSerializer(serializers.Serializer[Any]):
    account_id = serializers.UUIDField()
    name = serializers.CharField()
    until = serializers.DateTimeField()


class DeskSerializer(serializers.Serializer[Any]):
    """What the team alone sees. `session_at`: the patient's next session, where it is today. `mentions`:
    notes that name the reader."""

    risk = serializers.IntegerField(min_value=0, max_value=3)
    sort_key = serializers.IntegerField()
    program_id = serializers.UUIDField()
    assigned_to = StaffRefSerializer(allow_null=True)
    covering_for = StaffRefSerializer(allow_null=True)
    replying = ReplyingSerializer(allow_null=True)
    session_at = serializers.DateTimeField(allow_null=True)
    track_id = serializers.UUIDField(allow_null=True)
    track = serializers.CharField(allow_blank=True)
    mentions = serializers.IntegerField()
    unseen_mentions = serializers.IntegerField()
    pronouns = serializers.CharField(allow_blank=True)
    surname_initial = serializers.CharField(allow_blank=True)


class ThreadSerializer(serializers.Serializer[Any]):
    """`unread`, `desk`: as this reader has them. `answer_by` is what the patient was told."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    patient_id = serializers.UUIDField()
    patient_name = serializers.CharField()
    topic = serializers.ChoiceField(choices=TOPICS)
    state = serializers.ChoiceField(choices=["open", "closed"])
    opened_at = serializers.DateTimeField()
    last_message_at = serializers.DateTimeField()
    last_seq = serializers.IntegerField()
    waiting_since = serializers.DateTimeField(allow_null=True)
    answer_by = serializers.DateTimeField(allow_null=True)
    previous_id = serializers.UUIDField(allow_null=True)
    read_by_team = ReadMarkSerializer(allow_null=True)
    read_by_patient = ReadMarkSerializer(allow_null=True)
    unread = serializers.IntegerField()
    last = PreviewSerializer(allow_null=True)
    desk = DeskSerializer(allow_null=True)


class DeliverySerializer(serializers.Serializer[Any]):
    """A message, and its thread after it."""

    message = MessageSerializer()
    thread = ThreadSerializer()


class ThreadPageSerializer(serializers.Serializer[Any]):
    results = ThreadSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class ThreadLinkSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    opened_at = serializers.DateTimeField()
    last_message_at = serializers.DateTimeField()


class MessagePageSerializer(serializers.Serializer[Any]):
    """`previous`: the thread that this one goes on from; `following`: the one that goes on from it."""

    thread = ThreadSerializer()
    results = MessageSerializer(many=True)
    more = serializers.BooleanField()
    previous = ThreadLinkSerializer(allow_null=True)
    following = ThreadLinkSerializer(allow_null=True)


class TopicCountsSerializer(serializers.Serializer[Any]):
    schedule = serializers.IntegerField()
    medication = serializers.IntegerField()
    skills = serializers.IntegerField()
    paperwork = serializers.IntegerField()
    family = serializers.IntegerField()
    other = serializers.IntegerField()


class QueueCountsSerializer(serializers.Serializer[Any]):
    team = serializers.IntegerField()
    mine = serializers.IntegerField()
    unassigned = serializers.IntegerField()
    mentions = serializers.IntegerField()


class TrackCountSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    waiting = serializers.IntegerField()


class InboxCountsSerializer(serializers.Serializer[Any]):
    """Threads that wait for an answer; under `mentions`, notes that name the reader and were not seen."""

    queues = QueueCountsSerializer()
    topics = TopicCountsSerializer()
    risk = serializers.IntegerField()
    tracks = TrackCountSerializer(many=True)


class TeamMemberHereSerializer(serializers.Serializer[Any]):
    """`back_on`: who is off, and is there again on this day of the program. `covered_by` is empty where the
    whole team covers."""

    name = serializers.CharField()
    role = serializers.CharField()
    back_on = serializers.DateField(allow_null=True)
    covered_by = serializers.CharField(allow_blank=True)


class PromiseSerializer(serializers.Serializer[Any]):
    """`closed_on`: holidays before the answer. `here_until` is null while the team is away."""

    topic = serializers.ChoiceField(choices=TOPICS)
    answer_by = serializers.DateTimeField(allow_null=True)
    closed_on = serializers.ListField(child=serializers.DateField())
    here_until = serializers.DateTimeField(allow_null=True)
    back_at = serializers.DateTimeField(allow_null=True)
    team = TeamMemberHereSerializer(many=True)


class UnreadSerializer(serializers.Serializer[Any]):
    """What every badge shows. `counts`: the queues of the team's inbox, zero for everyone else."""

    messages = serializers.IntegerField()
    waiting = serializers.IntegerField()
    counts = InboxCountsSerializer()


class DraftSerializer(serializers.Serializer[Any]):
    place = serializers.CharField()
    body = serializers.CharField(allow_blank=True)
    other = serializers.CharField(allow_null=True, help_text="Written over by another device, unseen there.")
    updated_at = serializers.DateTimeField(allow_null=True)


def shape_message(row: Message, files: Sequence[File]) -> dict[str, Any]:
    names = (
        "id", "thread_id", "seq", "key", "from_team", "author_name", "author_role", "body",
        "sent_at", "version", "author_id", "edited_at", "recalled_at", "about",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names} | {
        # That somebody sent the same words to others, too, is nothing that a reader is told.
        "kind": "automatic" if row.kind == "automatic" else "person",
        "changeable_until": row.sent_at + CHANGE_WITHIN,
        "question": {"kind": row.question, "choices": json.loads(row.choices) if row.choices else []}
        if row.question and row.recalled_at is None
        else None,
        "answers_to": row.answers_to_id,
        "attachments": [] if row.recalled_at else [shape_attachment(file) for file in files],
    }


def _mark(row: ReadMark | None) -> dict[str, Any] | None:
    return {"name": row.name, "seq": row.seq, "at": row.at} if row else None


def _replying(row: Replying | None) -> dict[str, Any] | None:
    return {"account_id": row.account_id, "name": row.name, "until": row.until} if row else None


def _staff(row: Staff | None) -> dict[str, Any] | None:
    return {"id": row.id, "account_id": row.account_id, "name": row.name} if row else None


def _desk(view: ThreadView) -> dict[str, Any] | None:
    if view.desk is None:
        return None
    thread = view.thread
    surname = thread.patient.full_name.split()[1:]
    return {
        "risk": thread.risk,
        "sort_key": thread.sort_key,
        "program_id": thread.program_id,
        "assigned_to": _staff(thread.assigned_to),
        "covering_for": _staff(thread.covering_for),
        "replying": _replying(view.desk.replying),
        "session_at": thread.session_at,
        "track_id": view.desk.marks.track_id,
        "track": view.desk.marks.track,
        "mentions": view.desk.marks.mentions,
        "unseen_mentions": view.desk.marks.unseen,
        "pronouns": thread.patient.pronouns,
        "surname_initial": surname[-1][:1] if surname else "",
    }


def shortened(body: str) -> str:
    return body if len(body) <= _PREVIEW else body[: _PREVIEW - 1].rstrip() + "…"


def _preview(row: Message | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "from_team": row.from_team,
        "author_name": row.author_name,
        "body": shortened(row.body),
        "recalled": row.recalled_at is not None,
        "attached": 0 if row.recalled_at else row.attached,
        "sent_at": row.sent_at,
    }


def shape_thread(view: ThreadView) -> dict[str, Any]:
    thread = view.thread
    names = (
        "id", "version", "patient_id", "topic", "state", "opened_at", "last_message_at", "last_seq",
        "waiting_since", "answer_by", "previous_id",
    )  # fmt: skip
    return {name: getattr(thread, name) for name in names} | {
        "patient_name": thread.patient.preferred_name,
        "read_by_team": _mark(view.read_by_team),
        "read_by_patient": _mark(view.read_by_patient),
        "unread": view.unread,
        "last": _preview(view.last),
        "desk": _desk(view),
    }


def shape_delivery(row: Delivery) -> dict[str, Any]:
    message = shape_message(row.message, row.files.get(row.message.id, ()))
    return {"message": message, "thread": shape_thread(row.view)}


def shape_page(page: Page) -> dict[str, Any]:
    return {
        "thread": shape_thread(page.view),
        "results": [shape_message(row, page.files.get(row.id, ())) for row in page.messages],
        "more": page.more,
        "previous": _link(page.previous),
        "following": _link(page.following),
    }


def _link(row: Thread | None) -> dict[str, Any] | None:
    names = ("id", "opened_at", "last_message_at")
    return {name: getattr(row, name) for name in names} if row else None


def shape_counts(counts: Counts) -> dict[str, Any]:
    tracks = [{"id": row.id, "name": row.name, "waiting": row.waiting} for row in counts.tracks]
    return {"queues": counts.queues, "topics": counts.topics, "risk": counts.risk, "tracks": tracks}


def shape_promise(promise: Promise) -> dict[str, Any]:
    names = ("topic", "answer_by", "closed_on", "here_until", "back_at")
    team = [asdict(member) for member in promise.team]
    return {name: getattr(promise, name) for name in names} | {"team": team}


def shape_unread(unread: Unread, counts: Counts) -> dict[str, Any]:
    return {"messages": unread.messages, "waiting": unread.waiting, "counts": shape_counts(counts)}


def shape_draft(place: str, row: Draft | None) -> dict[str, Any]:
    return {
        "place": place,
        "body": row.body if row else "",
        "other": row.other if row else None,
        "updated_at": row.updated_at if row else None,
    }
