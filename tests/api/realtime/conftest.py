from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from rest_framework import serializers

from api.base import StrictSerializer
from api.realtime import registry
from portal import audit, outbox
from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.events import Event
from portal.outbox import Item, hints
from tests.sockets import Server, cookie_of
from tests.world import sign_in


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Event):
    kind: ClassVar[str] = "test.note_written"


class NoteSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()


class SayData(StrictSerializer):
    note_id = serializers.UUIDField()


@dataclass
class Person:
    account: Account
    client: Client

    @property
    def id(self) -> UUID:
        return self.account.id

    @property
    def cookie(self) -> str:
        return cookie_of(self.client)

    @property
    def sid(self) -> str:
        return str(self.client.session["sid"])

    @property
    def session_id(self) -> UUID:
        return UUID(self.sid)


@dataclass
class Notes:
    """A domain of the tests' own: who may see which note, and how often one was rendered."""

    hidden_from: set[UUID]
    rendered: int = 0

    def render(self, actor: Actor, item: Item) -> dict[str, Any] | None:
        self.rendered += 1
        audit.read(
            actor, "test.note", object_type="note", object_id=item.object_id, patient_id=item.patient_id
        )
        if actor.account_id in self.hidden_from:
            raise NotFound
        return {"id": item.object_id}

    def say(self, actor: Actor, key: UUID, data: dict[str, Any]) -> dict[str, Any]:
        if actor.account_id in self.hidden_from:
            raise NotFound
        return {"note_id": data["note_id"], "key": key}

    def write(self, *recipients: UUID, patient_id: UUID | None = None) -> UUID:
        note = uuid4()
        with transaction.atomic():
            outbox.publish(NoteWritten(object_id=note, patient_id=patient_id), recipients=recipients)
        return note


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Notes:
    made = Notes(set())
    kind = NoteWritten.kind
    monkeypatch.setitem(registry.frames(), kind, registry.Frame(kind, NoteSerializer, made.render))
    say = registry.Command("test.say", SayData, made.say, "note_id", False)
    monkeypatch.setitem(registry.commands(), "test.say", say)
    return made


@pytest.fixture
def join_clinic(transactional_db: None) -> Callable[[str], Person]:
    def make(name: str) -> Person:
        account = Account.objects.create_user(
            f"{name}@example.test", "a long enough password", preferred_name=name, created_at=clock.now()
        )
        client = Client(headers={"origin": "http://testserver"})
        sign_in(client, account)
        return Person(account, client)

    return make


@pytest.fixture
def ada(join_clinic: Callable[[str], Person]) -> Person:
    return join_clinic("ada")


@pytest.fixture
def ben(join_clinic: Callable[[str], Person]) -> Person:
    return join_clinic("ben")


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    hints.rest()
    made = Server()
    made.start()
    yield made
    made.stop()
