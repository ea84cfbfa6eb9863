"""A room over real sockets: slides arrive, questions go up, and a cut line loses nothing."""

import pytest

from portal.live import actions
from tests.attacks.conftest import server
from tests.portal.live import objects
from tests.sockets import Server, Socket, cookie_of
from tests.world import World, build

__all__ = ["server"]


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def until(line: Socket, kind: str) -> dict[str, object]:
    while (frame := line.frame())["type"] != kind:
        pass
    found: dict[str, object] = frame["data"]
    return found


@pytest.mark.feature("L2.d")
def test_slides_questions_and_answers_arrive_without_any_sound_or_picture(
    server: Server, world: World
) -> None:
    row = objects.opened(world, "relative")
    relative, host = world.client("relative"), world.client("therapist")
    with server.open(cookie_of(relative)) as theirs, server.open(cookie_of(host)) as ours:
        theirs.frame(), ours.frame()
        assert ours.command("live.show_slide", {"session_id": str(row.id), "slide": 1})["type"] == "ack"
        assert until(theirs, "live.slide_changed")["slide"]["index"] == 1  # type: ignore[index]  # JSON
        asked = theirs.command("live.ask", {"session_id": str(row.id), "text": "What now?"})["data"]
        seen = until(ours, "live.question_asked")
        assert (seen["text"], seen["alias"]) == ("What now?", None)
        ours.command("live.answer", {"question_id": asked["id"], "text": "Wait with them."})
        assert until(theirs, "live.question_answered")["answer"] == "Wait with them."


def test_a_question_reaches_the_host_and_nobody_else(server: Server, world: World) -> None:
    row = objects.opened(world, "relative", "relative_none")
    other = world.client("relative_none")
    with server.open(cookie_of(other)) as line:
        line.frame()
        asked = objects.asked(world, row, "relative")
        actions.show_slide(world.actor("therapist"), session_id=row.id, slide=2)
        assert line.frame()["type"] == "live.slide_changed", "the first frame is not the question"
        actions.answer_question(world.actor("therapist"), question_id=asked.id, text="Yes.")
        assert until(line, "live.question_answered")["text"] == "What helps at night?"


@pytest.mark.feature("L5.b")
def test_a_cut_line_loses_no_slide_question_or_answer(server: Server, world: World) -> None:
    row = objects.opened(world, "relative")
    client = world.client("relative")
    with server.open(cookie_of(client)) as line:
        seq = line.frame()["seq"]
        line.line.socket.close()
    before = client.get(f"/api/v1/live-sessions/{row.id}/room").json()
    asked = objects.asked(world, row, "relative")
    for slide in (1, 2):
        actions.show_slide(world.actor("therapist"), session_id=row.id, slide=slide)
    actions.answer_question(world.actor("therapist"), question_id=asked.id, text="Like this.")
    frames = client.get(f"/api/v1/sync?after={seq}").json()["frames"]
    kinds = [frame["type"] for frame in frames if frame["type"].startswith("live.")]
    assert kinds == [
        "live.question_asked", "live.slide_changed", "live.slide_changed", "live.question_answered",
    ]  # fmt: skip
    log = client.get(f"/api/v1/live-sessions/{row.id}/log?after={before['seq']}").json()
    assert [entry["kind"] for entry in log] == ["asked", "slide", "slide", "answered"]
    room = client.get(f"/api/v1/live-sessions/{row.id}/room").json()
    assert room["slide"]["index"] == 2
    assert [question["answer"] for question in room["questions"]] == ["Like this."]


def test_a_question_sent_again_with_its_key_is_answered_with_the_first(world: World) -> None:
    row = objects.opened(world, "relative")
    client, path = world.client("relative"), f"/api/v1/live-sessions/{row.id}/questions"
    tries = [
        client.post(
            path,
            {"text": "Once?"},
            content_type="application/json",
            headers={"idempotency-key": "7b0d8a8e-0c43-4d6a-8a5b-2f6d0a4e7f11"},
        )
        for _try in range(2)
    ]
    assert [answer.status_code for answer in tries] == [201, 200]
    assert tries[0].json() == tries[1].json()
