"""A47: whatever stands in a text field is stored and given back as it was written, as data and never as a
page. The fields are read from the API's description: a new one is tried by itself, and fails here until
its answer holds it or this file says where else it is kept. tests/e2e/test_text_stays_text.py looks at it."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

import pytest

from portal.accounts.models import Account
from portal.family.models import Signature
from portal.messaging.models import Message, Note
from portal.schedule.models import Session
from tests.attacks.texts import SCHEMA, STRINGS, Field, body_of, operations, strings_in, with_text
from tests.cast import Made, rows, untouched
from tests.world import World, build

OPERATIONS = operations()
MOST = 5  # tries of one field: with 2,000 characters and more it gets all strings in them

# Words that must be one of a list, a code or a number: script is none, and is refused.
CLOSED = {
    "/language", "/timezone", "/phone", "/crisis_phone", "/code", "/cursor", "/skill", "/skills/*", "/keys/*",
}  # fmt: skip
# What is asked for, names a device or opens a door: kept by nobody as text. A file's name is A50's.
NOT_KEPT = {
    ("POST /api/v1/messages/search", "/words"),
    ("POST /api/v1/invitations/accept", "/email"),
    ("POST /api/v1/invitations/accept", "/password"),
    ("PUT /api/v1/push-devices", "/keys/auth"),
    ("PUT /api/v1/push-devices", "/keys/p256dh"),
    ("POST /api/v1/files", "/name"),
}
# Braces are places there that the product fills in, and an unknown one is refused.
FILLED_IN = {"/body_en", "/body_es"}
# Who reaches readers of both languages.
WHO = {"POST /api/v1/announcements": "lead"}
# What the body of the cast table's row does not have and a text needs beside it.
ALSO: dict[str, Made] = {
    "POST /api/v1/threads/{thread_id}/answers": {"question": "choices", "choices": ["Yes", "No"]}
}


def _story(world: World) -> Iterable[str]:
    answer = world.client("therapist").get(f"/api/v1/patients/{world.patient.id}/plan/story")
    return strings_in(answer.json())


def _places(_world: World) -> Iterable[str]:
    return [words for row in Session.objects.all() for words in (row.place or {}).values()]


def _sent(_world: World) -> Iterable[str]:
    return [row.body for row in Message.objects.all()]


# Kept, and not in the answer itself.
ELSEWHERE: dict[tuple[str, str], Callable[[World], Iterable[str]]] = {
    ("POST /api/v1/patients/{patient_id}/goals", "/what"): _story,
    ("POST /api/v1/patients/{patient_id}/goals", "/why_changed"): _story,
    ("PATCH /api/v1/goals/{goal_id}", "/what"): _story,
    ("PATCH /api/v1/goals/{goal_id}", "/why_changed"): _story,
    ("PUT /api/v1/patients/{patient_id}/plan", "/what"): _story,
    ("PUT /api/v1/patients/{patient_id}/plan", "/why"): _story,
    ("POST /api/v1/sessions/{session_id}/move", "/place/en"): _places,
    ("POST /api/v1/sessions/{session_id}/move", "/place/es"): _places,
    ("POST /api/v1/announcements", "/change/place/en"): _places,
    ("POST /api/v1/announcements", "/change/place/es"): _places,
    ("POST /api/v1/announcements", "/texts/en"): _sent,
    ("POST /api/v1/announcements", "/texts/es"): _sent,
    ("POST /api/v1/threads/{thread_id}/assign", "/note"): lambda _: [row.body for row in Note.objects.all()],
    ("POST /api/v1/consents", "/signature"): lambda _: [row.typed_name for row in Signature.objects.all()],
    ("PUT /api/v1/consents/{consent_id}", "/signature"): lambda _: [
        row.typed_name for row in Signature.objects.all()
    ],
}


@pytest.fixture
def world(db: None) -> World:
    made = build()
    Account.objects.filter(id=made.people["neighbour"].id).update(language="es")
    return made


@pytest.mark.feature("M1.g")
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a47_every_text_is_taken_and_given_back_as_it_was_written(world: World, operation: str) -> None:
    asking = Asking(world, operation)
    fields = OPERATIONS[operation]
    for field in fields:
        if field.pointer in CLOSED:
            asking.assert_refused(field, field.chunks(STRINGS, of=operation, most=1)[0])
    open_ones = {field.pointer: _texts(field, operation) for field in fields if field.pointer not in CLOSED}
    for n in range(max(map(len, open_ones.values()), default=0)):
        asking.assert_kept({pointer: texts[n % len(texts)] for pointer, texts in open_ones.items()})


def _texts(field: Field, operation: str) -> list[str]:
    strings = [text for text in STRINGS if "{" not in text] if field.pointer in FILLED_IN else STRINGS
    return field.chunks(strings, of=operation, most=MOST)


class Asking:
    """One operation, by somebody who may, on what its row of the cast table made."""

    def __init__(self, world: World, operation: str) -> None:
        self.world, self.operation = world, operation
        self.row = next(row for row in rows() if row.name == operation)
        may = (who for who, status in self.row.expect.items() if isinstance(status, int) and status < 300)
        self.who = WHO.get(operation) or next(may)
        self.made = self.row.make(world)

    def assert_refused(self, field: Field, text: str) -> None:
        with untouched():
            answer = self._ask({field.pointer: text})
            assert answer.status_code in {400, 404}, (field, text)
            assert text not in answer.content.decode()

    def assert_kept(self, texts: dict[str, str]) -> None:
        with untouched():
            answer = self._ask(texts)
            assert answer.status_code < 300, (texts, answer.content)
            for pointer, text in texts.items():
                place = (self.operation, pointer)
                if place not in NOT_KEPT:
                    found = ELSEWHERE[place](self.world) if place in ELSEWHERE else strings_in(answer.json())
                    assert any(text in each for each in found), (pointer, text)

    def _ask(self, texts: dict[str, str]) -> Any:
        schema = body_of(SCHEMA["paths"][self.row.path][self.row.method.lower()])
        assert schema is not None
        body = json.loads(json.dumps(self.made.get("body"), default=str)) or {}
        answer = self.world.client(self.who).generic(
            self.row.method,
            self.row.path.format(**self.made.get("path", {})),
            data=json.dumps(with_text(body | ALSO.get(self.operation, {}), schema, texts)),
            content_type="application/json",
            query_params=self.made.get("query", {}),
            headers={"idempotency-key": str(uuid4())},
        )
        _assert_data(answer)
        return answer


def _assert_data(answer: Any) -> None:
    """A browser takes it for data, whatever is in it."""
    assert answer["X-Content-Type-Options"] == "nosniff"
    if answer.content:
        assert re.fullmatch(r"application/(problem\+)?json", answer["Content-Type"])
    assert "default-src 'none'" in answer["Content-Security-Policy"]
