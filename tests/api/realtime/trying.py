"""One person tries one socket command, by the same door as the consumer."""

from typing import Any
from uuid import uuid4

from api.realtime import dispatch
from api.realtime.auth import Person
from portal.accounts import sessions
from portal.kernel.actor import Actor
from tests.cast import Row
from tests.world import World


def try_command(world: World, row: Row, who: str, made: dict[str, Any]) -> str:
    """ "ack", or the code of the problem; nobody cannot open a socket at all ("closed")."""
    if who == "nobody":
        return "closed"
    account = world.people[who]
    session = sessions.begin(account_id=account.id, second_factor=True)
    person = Person(Actor.person(account.id, session=str(session.id)), account.id, "en")
    answer = dispatch.run(person, row.path, uuid4(), made.get("body", {}))
    return "ack" if answer["type"] == "ack" else str(answer["problem"]["code"])
