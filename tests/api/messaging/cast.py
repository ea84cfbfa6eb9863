"""Who gets what from messaging."""

from tests.cast import Made, Row, everyone
from tests.portal.messaging.objects import keep, say
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


def message(world: World) -> Made:
    """A message of the first patient, just sent."""
    return {"path": {"message_id": say(world).id}, "body": {"version": 1}}


def edit(world: World) -> Made:
    return message(world) | {"body": {"version": 1, "body": "Hello again"}}


def search(world: World) -> Made:
    return {"body": {"words": "hello", "patient": str(world.patient.id)}}


# Another's message may be read on the thread, and not changed.
AUTHOR: dict[str, int | str] = {"patient": 200, "therapist": 403, "lead": 403}


def _command(world: World, **data: object) -> Made:
    return {"body": {"thread_id": str(say(world).thread_id)} | data}


def new_reply(world: World) -> Made:
    words = {"topic": "other", "title": "Parking", "body_en": "Behind the house.", "body_es": "Detrás."}
    return {"body": words | {"program_id": world.program.id}}


def changed_reply(world: World) -> Made:
    words = {"topic": "other", "title": "Parking", "body_en": "In front.", "body_es": "Delante."}
    return {"path": {"reply_id": keep(world).id}, "body": words | {"version": 1}}


def kept_reply(world: World) -> Made:
    return {"path": {"reply_id": keep(world).id}, "body": {}}


def staff(status: int) -> dict[str, int | str]:
    """Staff of the first program, on the patient's team or not."""
    return dict.fromkeys(("therapist", "off_team", "removed", "lead"), status)


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
    Row("GET", "/api/v1/threads/{thread_id}/notes", make=thread, expect=TEAM),
    Row("POST", "/api/v1/threads/{thread_id}/notes", make=words, expect={"therapist": 201, "lead": 201}),
    Row("POST", "/api/v1/threads/{thread_id}/mentions/seen", make=thread, expect=TEAM),
    Row("GET", "/api/v1/threads/{thread_id}/colleagues", make=thread, expect=TEAM),
    Row("GET", "/api/v1/threads/{thread_id}/saved-replies", make=thread, expect=TEAM),
    Row("GET", "/api/v1/saved-replies", expect=everyone(status=200)),
    Row("POST", "/api/v1/saved-replies", make=new_reply, expect=staff(201)),
    Row("PUT", "/api/v1/saved-replies/{reply_id}", make=changed_reply, expect=staff(200)),
    Row("POST", "/api/v1/saved-replies/{reply_id}/archive", make=kept_reply, expect=staff(204)),
    Row("PATCH", "/api/v1/messages/{message_id}", make=edit, expect=AUTHOR),
    Row("POST", "/api/v1/messages/{message_id}/recall", make=message, expect=AUTHOR),
    Row("GET", "/api/v1/messages/{message_id}/history", make=message, expect=TEAM),
    Row("POST", "/api/v1/messages/search", make=search, expect=OWN),
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
    Row("COMMAND", "messaging.typing", make=_command, expect=ACK | {"patient": "ack"}),
]
