"""An evening group with both patients, led by the therapist, who cares for both of them."""

from typing import Any
from uuid import UUID, uuid4

from portal.announcements import actions
from portal.announcements.actions import Change
from portal.messaging.models import Message
from portal.programs import actions as programs
from portal.schedule.models import Session
from tests.portal.schedule import objects as schedule
from tests.world import SETUP, World

TEXTS = {"en": "We meet in room 4 tonight.", "es": "Hoy nos vemos en la sala 4."}
ROOM = {"en": "Room 4", "es": "Sala 4"}


def group(world: World) -> Session:
    programs.assign_to_team(SETUP, patient_id=world.neighbour.id, staff_id=world.staff["therapist"].id)
    schedule.add(world)
    return schedule.next_session(world)


def tell(world: World, session: Session, *, who: str = "therapist", **given: Any) -> UUID:
    said: dict[str, Any] = {"key": uuid4(), "texts": TEXTS, "session_id": session.id} | given
    return actions.announce(world.actor(who), **said)


def room(session: Session) -> Change:
    return Change(version=session.version, place=ROOM)


def copy_of(world: World, who: str = "patient") -> Message:
    return Message.objects.select_related("thread").get(patient=getattr(world, who), from_team=True)
