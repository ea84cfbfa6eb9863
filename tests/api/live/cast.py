"""The cast on live sessions: anyone signed in registers, who has a place is in the room, staff host."""

from typing import Any

from django.utils.dateparse import parse_datetime

from portal.live import actions
from tests.cast import Row, everyone
from tests.portal.live import objects
from tests.world import World

HOSTS = ("therapist", "off_team", "removed", "lead")


def planned(world: World) -> dict[str, Any]:
    return {"path": {"session_id": objects.session(world).id}, "body": {}}


def registered(world: World) -> dict[str, Any]:
    row = objects.session(world)
    actions.register(world.actor("relative"), session_id=row.id)
    return {"path": {"session_id": row.id}, "body": {}}


def room(world: World, **body: Any) -> dict[str, Any]:
    row = objects.opened(world, "relative")
    return {"path": {"session_id": row.id}, "body": body}


def question(world: World) -> dict[str, Any]:
    asked = objects.asked(world, objects.opened(world, "relative"))
    return {"path": {"question_id": asked.id}, "body": {"text": "This helps."}}


def plan(world: World) -> dict[str, Any]:
    return {
        "body": {
            "program_id": world.program.id,
            "deck_id": objects.deck().id,
            "host_id": world.staff["therapist"].id,
            "title": objects.TITLE,
            "starts_at": parse_datetime("2030-01-01T10:00:00Z"),
            "minutes": 60,
            "capacity": 20,
        }
    }


def command(make: Any, **extra: Any) -> Any:
    """The same objects as an HTTP row's, as a command's data."""

    def made(world: World) -> dict[str, Any]:
        found = make(world)
        data = {name: str(value) for name, value in found["path"].items()} | found.get("body", {}) | extra
        return {"body": data}

    return made


def hosts(answer: int | str) -> dict[str, int | str]:
    return dict.fromkeys(HOSTS, answer)


ONE = "/api/v1/live-sessions/{session_id}"
ROWS = [
    Row("GET", "/api/v1/live-sessions", expect=everyone(status=200)),
    Row("POST", "/api/v1/live-sessions", make=plan, expect=hosts(201)),
    Row("GET", ONE, make=planned, expect=everyone(status=200)),
    Row("PUT", f"{ONE}/registration", make=planned, expect=everyone(status=200)),
    Row("DELETE", f"{ONE}/registration", make=registered, expect={"relative": 200}),
    Row("PUT", f"{ONE}/presence", make=registered, expect={"relative": 200}),
    Row("DELETE", f"{ONE}/presence", make=room, expect={"relative": 200}),
    Row("GET", f"{ONE}/room", make=room, expect=hosts(200) | {"relative": 200}),
    Row("GET", f"{ONE}/log", make=room, expect=hosts(200) | {"relative": 200}),
    Row("PUT", f"{ONE}/state", make=lambda w: room(w, state="ended"), expect=hosts(200)),
    Row("PUT", f"{ONE}/slide", make=lambda w: room(w, slide=1), expect=hosts(200)),
    Row("PUT", f"{ONE}/lock", make=lambda w: room(w, locked=True), expect=hosts(200)),
    Row("POST", f"{ONE}/questions", make=lambda w: room(w, text="How?"), expect={"relative": 201}),
    Row("PUT", "/api/v1/live-questions/{question_id}/answer", make=question, expect=hosts(200)),
    Row("COMMAND", "live.join", make=command(registered), expect={"relative": "ack"}),
    Row("COMMAND", "live.leave", make=command(room), expect={"relative": "ack"}),
    Row("COMMAND", "live.show_slide", make=command(room, slide=1), expect=hosts("ack")),
    Row("COMMAND", "live.ask", make=command(room, text="How?"), expect={"relative": "ack"}),
    Row("COMMAND", "live.answer", make=command(question), expect=hosts("ack")),
]
