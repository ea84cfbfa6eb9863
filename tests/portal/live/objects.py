"""A live session of the first program, hosted by its therapist, in the cast's world."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from portal.education.models import Deck
from portal.kernel import clock
from portal.live import actions
from portal.live.models import LiveSession
from tests.world import World

TITLE = {"en": "Listening first", "es": "Primero escuchar"}


def deck(key: str = "listening", slides: int = 3) -> Deck:
    made = [
        {
            "title": {"en": f"Slide {n}", "es": f"Diapositiva {n}"},
            "lines": {"en": [f"Point {n}"], "es": [f"Punto {n}"]},
            "caption": {"en": "Slowly", "es": "Despacio"},
        }
        for n in range(1, slides + 1)
    ]
    found, _new = Deck.objects.get_or_create(
        key=key, defaults={"title": TITLE, "description": TITLE, "slides": made, "digest": ""}
    )
    return found


def session(
    world: World, *, host: str = "therapist", minutes_ahead: int = 5, capacity: int = 20, title: str = ""
) -> LiveSession:
    return actions.plan_session(
        world.actor(host),
        key=uuid4(),
        program_id=world.staff[host].program_id,
        deck_id=deck().id,
        title={"en": title, "es": title} if title else TITLE,
        starts_at=clock.now() + timedelta(minutes=minutes_ahead),
        minutes=60,
        capacity=capacity,
        host_id=world.staff[host].id,
    )


def opened(world: World, *who: str, capacity: int = 20) -> LiveSession:
    """An open room with these people in it."""
    row = session(world, capacity=capacity)
    actions.open_session(world.actor("therapist"), session_id=row.id)
    for name in who:
        actions.register(world.actor(name), session_id=row.id)
        actions.join(world.actor(name), session_id=row.id)
    return row


def asked(world: World, row: LiveSession, who: str = "relative", **more: Any) -> Any:
    text = more.pop("text", "What helps at night?")
    return actions.ask_question(world.actor(who), session_id=row.id, key=uuid4(), text=text, **more)
