import time
from datetime import timedelta

import pytest
from pytest_django import Settings
from websockets.exceptions import InvalidStatus

from api.realtime.limits import SOCKETS_A_SESSION
from portal.accounts import sessions
from portal.accounts.models import Session
from portal.audit.models import Entry
from portal.kernel import clock
from tests.api.realtime.conftest import Notes, Person
from tests.sockets import Server

NOWHERE = "redis://127.0.0.1:1/0"


def test_hello_says_from_which_number_the_socket_is_sent_everything(
    server: Server, ada: Person, notes: Notes
) -> None:
    notes.write(ada.id)
    with server.open(ada.cookie) as line:
        hello = line.frame()
        assert (hello["type"], hello["seq"]) == ("hello", 1)
        note = notes.write(ada.id)
        assert line.frame() == {"type": "test.note_written", "seq": 2, "data": {"id": str(note)}}


def test_another_person_gets_nothing(server: Server, ada: Person, ben: Person, notes: Notes) -> None:
    with server.open(ben.cookie) as line:
        line.frame()
        notes.write(ada.id)
        assert line.silent_for(3.5)


def test_two_pages_of_one_person_share_one_rendering_and_one_audit_entry(
    server: Server, ada: Person, notes: Notes
) -> None:
    with server.open(ada.cookie) as one, server.open(ada.cookie) as two:
        assert one.frame()["type"] == two.frame()["type"] == "hello"
        note = notes.write(ada.id, patient_id=ada.id)
        assert one.frame()["data"] == two.frame()["data"] == {"id": str(note)}
    assert notes.rendered == 1
    entries = Entry.objects.filter(patient_id=ada.id)
    assert list(entries.values_list("verb", "reason", "count")) == [("realtime.deliver", "seq:1-1", 1)]


def test_what_may_no_longer_be_seen_leaves_its_number_and_nothing_else(
    server: Server, ada: Person, notes: Notes
) -> None:
    notes.hidden_from.add(ada.id)
    with server.open(ada.cookie) as line:
        line.frame()
        notes.write(ada.id, patient_id=ada.id)
        assert line.frame() == {"type": "gone", "seq": 1}
    assert not Entry.objects.filter(verb="realtime.deliver").exists()


def test_an_event_without_a_frame_of_its_own_leaves_no_hole(
    server: Server, ada: Person, notes: Notes, monkeypatch: pytest.MonkeyPatch
) -> None:
    from api.realtime import registry

    with server.open(ada.cookie) as line:
        line.frame()
        with monkeypatch.context() as patch:
            patch.delitem(registry.frames(), "test.note_written")
            notes.write(ada.id)
            assert line.frame() == {"type": "gone", "seq": 1}
        notes.write(ada.id)
        assert line.frame()["seq"] == 2


def test_without_redis_frames_come_within_seconds(
    server: Server, ada: Person, notes: Notes, settings: Settings
) -> None:
    settings.REDIS_URL = NOWHERE
    with server.open(ada.cookie) as line:
        line.frame()
        notes.write(ada.id)
        assert line.frame(timeout=5)["seq"] == 1


def test_without_redis_a_signed_out_socket_closes_within_five_seconds(
    server: Server, ada: Person, notes: Notes, settings: Settings
) -> None:
    settings.REDIS_URL = NOWHERE
    with server.open(ada.cookie) as line:
        line.frame()
        sessions.end([ada.session_id])
        assert line.close_code(timeout=5) == 4401


def test_a_command_is_acknowledged_with_what_the_action_returned(
    server: Server, ada: Person, notes: Notes
) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        ack = line.command("test.say", {"note_id": "7b0d8a8e-0c43-4d6a-8a5b-2f6d0a4e7f11"})
        assert (ack["type"], ack["data"]["note_id"]) == ("ack", "7b0d8a8e-0c43-4d6a-8a5b-2f6d0a4e7f11")
        assert ack["data"]["key"] == ack["id"]


def test_a_refused_form_names_the_field_and_keeps_the_socket(
    server: Server, ada: Person, notes: Notes
) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        error = line.command("test.say", {"note_id": "none", "more": 1})
        assert (error["type"], error["problem"]["code"]) == ("error", "invalid")
        assert {row["pointer"] for row in error["problem"]["errors"]} >= {"/more"}
        assert line.command("ping")["type"] == "pong"


def test_an_unknown_command_and_a_forbidden_object_get_the_same_error(
    server: Server, ada: Person, notes: Notes
) -> None:
    notes.hidden_from.add(ada.id)
    with server.open(ada.cookie) as line:
        line.frame()
        forbidden = line.command("test.say", {"note_id": "7b0d8a8e-0c43-4d6a-8a5b-2f6d0a4e7f11"})
        unknown = line.command("test.no_such_thing")
    assert forbidden["problem"] == unknown["problem"]
    assert forbidden["problem"]["code"] == "not_found"
    denial = Entry.objects.get(outcome="denied")
    assert (denial.verb, denial.object_id) == ("socket.test.say", "7b0d8a8e-0c43-4d6a-8a5b-2f6d0a4e7f11")


def test_a_command_of_an_ended_session_does_nothing_and_closes(
    server: Server, ada: Person, notes: Notes
) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        Session.objects.filter(id=ada.sid).delete()  # nobody tells the hub: the command itself finds out
        line.line.send('{"type":"test.say","id":"7b0d8a8e-0c43-4d6a-8a5b-2f6d0a4e7f11","data":{}}')
        assert line.close_code(timeout=1) == 4401


def test_a32_pings_do_not_put_off_the_idle_limit(server: Server, ada: Person, settings: Settings) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        before = Session.objects.get(id=ada.sid).last_seen_at
        clock.set_fixed(clock.now() + timedelta(minutes=19))
        try:
            assert line.command("ping")["type"] == "pong"
            assert Session.objects.get(id=ada.sid).last_seen_at == before
            clock.set_fixed(clock.now() + timedelta(minutes=2))
            assert line.close_code(timeout=5) == 4401
        finally:
            clock.set_fixed(None)


def test_an_idle_socket_stays_open_for_fifteen_seconds_and_still_delivers(
    server: Server, ada: Person, notes: Notes
) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        assert line.silent_for(15)
        notes.write(ada.id)
        assert line.frame(timeout=1.5)["seq"] == 1


def test_one_session_holds_a_bounded_number_of_sockets(server: Server, ada: Person) -> None:
    from contextlib import ExitStack

    with ExitStack() as stack:
        for _ in range(SOCKETS_A_SESSION):
            stack.enter_context(server.open(ada.cookie)).frame()
        assert stack.enter_context(server.open(ada.cookie)).close_code() == 4429


def test_other_addresses_queries_and_protocols_are_refused(server: Server, ada: Person) -> None:
    for wrong in ({"path": "/ws?token=1"}, {"path": "/wss"}, {"protocol": "footbridge.v0"}):
        with pytest.raises(InvalidStatus), server.open(ada.cookie, **wrong):
            pass


def test_delivery_is_quick_with_redis(server: Server, ada: Person, notes: Notes) -> None:
    with server.open(ada.cookie) as line:
        line.frame()
        time.sleep(0.3)
        began = time.monotonic()
        notes.write(ada.id)
        assert line.frame()["seq"] == 1
        assert time.monotonic() - began < 1.0
