"""What tests of messaging add to the cast: hours of the team, and threads."""

from datetime import time
from uuid import UUID, uuid4

from django.db import connection
from psycopg import sql

from portal.messaging import actions
from portal.messaging.models import Message, Note, SavedReply, Thread
from portal.programs import actions as programs
from tests.world import SETUP, World

CANARY = "canary-7f3a"
NOTE_CANARY = "heron-51c8"


def open_hours(world: World) -> None:
    """Weekdays from nine to six, in the program's zone."""
    programs.set_team_hours(
        SETUP, program_id=world.program.id, hours={day: (time(9), time(18)) for day in range(5)}
    )


def say(
    world: World, body: str = f"Hello {CANARY}", *, topic: str = "medication", who: str = "patient"
) -> Message:
    """The patient writes on a topic."""
    sent = actions.send_message(world.actor(who), key=uuid4(), body=body, topic=topic)
    return Message.objects.select_related("thread").get(id=sent.message_id)


def reply(
    world: World, thread_id: UUID, body: str = f"Thanks {CANARY}", *, who: str = "therapist"
) -> Message:
    sent = actions.answer(world.actor(who), key=uuid4(), thread_id=thread_id, body=body)
    return Message.objects.select_related("thread").get(id=sent.message_id)


def jot(
    world: World,
    thread_id: UUID,
    body: str = f"For us {NOTE_CANARY}",
    *,
    who: str = "therapist",
    names: str = "",
) -> Note:
    """A note for the team; `names` are colleagues of the cast."""
    mentions = [world.people[name].id for name in names.split()]
    written = actions.write_note(
        world.actor(who), key=uuid4(), thread_id=thread_id, body=body, mentions=mentions
    )
    return Note.objects.get(id=written.note_id)


def keep(world: World, *, who: str = "lead", **words: str) -> SavedReply:
    """A saved reply of the first program."""
    given = {
        "topic": "medication", "title": "Tablets with food", "body_en": "Hi {patient}, with food is best.",
        "body_es": "Hola, {patient}: mejor con comida.",
    } | words  # fmt: skip
    return actions.keep_reply(world.actor(who), key=uuid4(), program_id=world.program.id, **given)


def thread_of(message: Message) -> Thread:
    return Thread.objects.get(id=message.thread_id)


def tables_with(text: str) -> list[str]:
    """Every table with a row in which the text stands, as characters or as bytes."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            asked = sql.SQL("SELECT 1 FROM {} t WHERE t::text LIKE %s OR t::text LIKE %s LIMIT 1")
            cursor.execute(asked.format(sql.Identifier(table)), [f"%{text}%", f"%{text.encode().hex()}%"])
            if cursor.fetchone():
                found.append(table)
    return found
