"""Who gets what from messaging."""

from tests.cast import Made, Row, everyone
from tests.portal.messaging.objects import say
from tests.world import World

PATIENTS: dict[str, int | str] = {"patient": 201, "neighbour": 201, "stranger": 201}
OWN: dict[str, int | str] = {"patient": 200, "therapist": 200, "lead": 200}
TEAM: dict[str, int | str] = {"therapist": 200, "lead": 200}


def thread(world: World) -> Made:
    """A thread of the first patient, in the path and as a command's data."""
    thread_id = say(world).thread_id
    return {"path": {"thread_id": thread_id}, "body": {}}


def words(world: World) -> Made:
    return thread(world) | {"body": {"body": "Hello"}}


def assignment(world: World) -> Made:
    return thread(world) | {"body": {"staff_id": world.staff["therapist"].id}}


def read(world: World) -> Made:
    return thread(world) | {"body": {"seq": 1}}


def opening(_world: World) -> Made:
    return {"body": {"topic": "skills", "body": "Hello"}}


def asked(_world: World) -> Made:
    return {"query": {"topic": "schedule"}}


def draft(world: World) -> Made:
    return {"path": {"place": f"thread.{say(world).thread_id}"}, "body": {"body": "Half a"}}


def _command(world: World, **data: object) -> Made:
    return {"body": {"thread_id": str(say(world).thread_id)} | data}


INSIDE: dict[str, int | str] = dict.fromkeys(
    ("therapist", "off_team", "removed", "lead", "administrator"), 200
)
HEADS: dict[str, int | str] = {"lead": 200, "administrator": 200}


def program(world: World) -> Made:
    return {"path": {"program_id": world.program.id}}


def report(world: World) -> Made:
    return program(world) | {"query": {"since": "2026-01-01", "until": "2026-12-31"}}


def terms(world: World) -> Made:
    return program(world) | {"body": {"starts_on": "2090-01-02", "minutes": {"skills": 240}}}


ACK: dict[str, int | str] = dict.fromkeys(TEAM, "ack")

ROWS = [
    Row("GET", "/api/v1/threads", expect=everyone(status=200)),
    Row("POST", "/api/v1/threads", make=opening, expect=PATIENTS),
    Row("GET", "/api/v1/threads/{thread_id}/messages", make=thread, expect=OWN),
    Row("POST", "/api/v1/threads/{thread_id}/messages", make=words, expect={"patient": 201}),
    Row(
        "POST",
        "/api/v1/threads/{thread_id}/answers",
        make=words,
        expect={"therapist": 201, "lead": 201},
    ),
    Row("POST", "/api/v1/threads/{thread_id}/read", make=read, expect=OWN),
    Row("POST", "/api/v1/threads/{thread_id}/claim", make=thread, expect=TEAM),
    Row("POST", "/api/v1/threads/{thread_id}/assign", make=assignment, expect=TEAM),
    Row("POST", "/api/v1/threads/{thread_id}/close", make=thread, expect=TEAM),
    Row("POST", "/api/v1/threads/{thread_id}/replying", make=thread, expect=TEAM),
    Row("GET", "/api/v1/inbox", expect=everyone(status=200)),
    Row("GET", "/api/v1/promise", make=asked, expect=dict.fromkeys(PATIENTS, 200)),
    Row("GET", "/api/v1/unread", expect=everyone(status=200)),
    Row("GET", "/api/v1/drafts/{place}", make=draft, expect=OWN),
    Row("PUT", "/api/v1/drafts/{place}", make=draft, expect=OWN),
    Row("GET", "/api/v1/programs/{program_id}/team-clock", make=program, expect=INSIDE),
    Row("GET", "/api/v1/programs/{program_id}/answer-times", make=program, expect=INSIDE),
    Row("PUT", "/api/v1/programs/{program_id}/answer-times", make=terms, expect={"administrator": 200}),
    Row("GET", "/api/v1/programs/{program_id}/reply-report", make=report, expect=HEADS),
    Row("GET", "/api/v1/programs/{program_id}/owner-check", make=program, expect=HEADS),
    Row("COMMAND", "messaging.send", make=lambda w: _command(w, body="Hi"), expect={"patient": "ack"}),
    Row("COMMAND", "messaging.answer", make=lambda w: _command(w, body="Hi"), expect=ACK),
    Row("COMMAND", "messaging.read", make=lambda w: _command(w, seq=1), expect=ACK | {"patient": "ack"}),
    Row("COMMAND", "messaging.replying", make=_command, expect=ACK),
]
