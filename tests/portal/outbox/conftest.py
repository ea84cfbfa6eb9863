from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from portal import outbox
from portal.kernel.events import Event
from portal.outbox import registry


@dataclass(frozen=True, kw_only=True)
class ThingHappened(Event):
    kind: ClassVar[str] = "test.thing_happened"
    other_id: UUID | None = None


@pytest.fixture
def happen() -> Callable[..., int | None]:
    """Publishes one event in a transaction of its own."""

    def publish(*recipients: UUID, dedupe_key: str | None = None) -> int | None:
        with transaction.atomic():
            return outbox.publish(
                ThingHappened(object_id=uuid4(), other_id=uuid4(), dedupe_key=dedupe_key),
                recipients=recipients,
            )

    return publish


@pytest.fixture
def subscribe() -> Iterator[Callable[[str, registry.Handler], None]]:
    names: list[str] = []

    def add(name: str, function: registry.Handler) -> None:
        names.append(name)
        registry.handler(ThingHappened.kind, name=name)(function)

    yield add
    for name in names:
        registry.forget(name)
