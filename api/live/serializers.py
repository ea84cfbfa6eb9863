"""The shapes of live sessions. Titles and slides go out in every language: the screen picks."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from api.base import StrictSerializer
from portal.live import logic, selectors

STATES = ("planned", "open", "ended")


class LiveWordsSerializer(serializers.Serializer[Any]):
    en = serializers.CharField()
    es = serializers.CharField()


class LiveSessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = LiveWordsSerializer()
    description = LiveWordsSerializer()
    host_name = serializers.CharField()
    starts_at = serializers.DateTimeField()
    doors_at = serializers.DateTimeField(help_text="From then on the room lets people in.")
    minutes = serializers.IntegerField()
    capacity = serializers.IntegerField()
    free = serializers.IntegerField(help_text="Places left.")
    state = serializers.ChoiceField(choices=STATES)
    mine = serializers.ChoiceField(choices=("none", "registered", "waiting"))
    hosting = serializers.BooleanField()


class LiveSlideSerializer(serializers.Serializer[Any]):
    """`body` is text in each language, a line for each point."""

    index = serializers.IntegerField()
    title = LiveWordsSerializer()
    lines = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    caption = LiveWordsSerializer(help_text="The slide's own line, in words.")


class LiveAliasSerializer(serializers.Serializer[Any]):
    name = serializers.IntegerField(help_text="Into the catalogue: live.alias.<name>.")
    n = serializers.IntegerField()


class LiveQuestionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    session_id = serializers.UUIDField()
    text = serializers.CharField()
    alias = LiveAliasSerializer(allow_null=True)
    mine = serializers.BooleanField()
    asked_at = serializers.DateTimeField()
    answer = serializers.CharField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)


class LiveTotalsSerializer(serializers.Serializer[Any]):
    registered = serializers.IntegerField()
    waiting = serializers.IntegerField()
    here = serializers.IntegerField()


class LiveRoomSerializer(serializers.Serializer[Any]):
    """`slides` is for the host alone; `seq` is where the room's log stands."""

    session = LiveSessionSerializer()
    seq = serializers.IntegerField()
    locked = serializers.BooleanField()
    slide = LiveSlideSerializer()
    slide_count = serializers.IntegerField()
    slides = LiveSlideSerializer(many=True, allow_null=True)
    alias = LiveAliasSerializer(allow_null=True)
    questions = LiveQuestionSerializer(many=True)
    totals = LiveTotalsSerializer(allow_null=True)


class LiveLogEntrySerializer(serializers.Serializer[Any]):
    seq = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=("opened", "slide", "asked", "answered", "ended"))
    slide = LiveSlideSerializer(allow_null=True)
    question = LiveQuestionSerializer(allow_null=True)
    at = serializers.DateTimeField()


class LiveSlideFrameSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    seq = serializers.IntegerField()
    slide = LiveSlideSerializer()


class LiveTotalsFrameSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    locked = serializers.BooleanField()
    totals = LiveTotalsSerializer()


class SessionQuery(StrictSerializer):
    after = serializers.IntegerField(min_value=0, max_value=2_000_000_000, default=0)


class LiveTitleBody(StrictSerializer):
    en = serializers.CharField(max_length=120)
    es = serializers.CharField(max_length=120)


class LiveSessionBody(StrictSerializer):
    program_id = serializers.UUIDField()
    deck_id = serializers.UUIDField()
    host_id = serializers.UUIDField()
    title = LiveTitleBody()
    starts_at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    capacity = serializers.IntegerField()


class LiveStateBody(StrictSerializer):
    state = serializers.ChoiceField(choices=("open", "ended"))


class LiveSlideBody(StrictSerializer):
    slide = serializers.IntegerField(min_value=0, max_value=1000)


class LiveLockBody(StrictSerializer):
    locked = serializers.BooleanField()


class LiveAskBody(StrictSerializer):
    text = serializers.CharField(max_length=logic.LONGEST_QUESTION)
    anonymous = serializers.BooleanField(default=True)


class LiveAnswerBody(StrictSerializer):
    text = serializers.CharField(max_length=logic.LONGEST_ANSWER)


def shape_session(row: Any) -> dict[str, Any]:
    """`row` comes from `selectors.sessions`, which adds `taken`, `mine` and `hosting`."""
    own = row.mine[0].status if row.mine else "none"
    return {
        "id": row.id,
        "title": row.title,
        "description": row.deck.description,
        "host_name": row.host.name,
        "starts_at": row.starts_at,
        "doors_at": row.starts_at - logic.EARLY,
        "minutes": row.minutes,
        "capacity": row.capacity,
        "free": max(0, row.capacity - row.taken),
        "state": row.state,
        "mine": "none" if own == "cancelled" else own,
        "hosting": row.hosting,
    }


def shape_slide(row: Any, index: int) -> dict[str, Any]:
    slide = row.deck.slides[index]
    return {
        "index": index,
        "title": slide["title"],
        "lines": slide["lines"],
        "caption": slide["caption"],
    }


def shape_alias(number: int) -> dict[str, int]:
    name, n = logic.alias_parts(number)
    return {"name": name, "n": n}


def shape_question(row: Any, *, own_id: UUID | None) -> dict[str, Any]:
    """An alias, or none; never an account. `own_id` is the reader's registration."""
    mine = own_id is not None and row.registration_id == own_id
    return {
        "id": row.id,
        "session_id": row.session_id,
        "text": row.text,
        "alias": None if row.anonymous else shape_alias(row.registration.alias),
        "mine": mine,
        "asked_at": row.asked_at,
        "answer": row.answer,
        "answered_at": row.answered_at,
    }


def shape_totals(totals: selectors.Totals) -> dict[str, int]:
    return {"registered": totals.registered, "waiting": totals.waiting, "here": totals.here}


def shape_room(room: selectors.Room) -> dict[str, Any]:
    row, own = room.session, room.own
    count = len(row.deck.slides)
    host = own is None
    return {
        "session": shape_session(row),
        "seq": row.last_seq,
        "locked": row.locked,
        "slide": shape_slide(row, min(row.slide, count - 1)),
        "slide_count": count,
        "slides": [shape_slide(row, n) for n in range(count)] if host else None,
        "alias": None if own is None else shape_alias(own.alias),
        "questions": [shape_question(q, own_id=own.id if own else None) for q in room.questions],
        "totals": shape_totals(room.totals) if room.totals else None,
    }


def shape_entry(entry: Any, *, row: Any, own_id: UUID | None) -> dict[str, Any]:
    asked = entry.question
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "slide": None if entry.slide is None else shape_slide(row, entry.slide),
        "question": None if asked is None else shape_question(asked, own_id=own_id),
        "at": entry.at,
    }
