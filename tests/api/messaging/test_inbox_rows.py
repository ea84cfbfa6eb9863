"""The rows of the team's inbox on the wire."""

from uuid import uuid4

from api.messaging import serializers as s
from portal.audit.models import Entry
from portal.kernel import clock
from portal.messaging import actions, selectors
from portal.messaging.models import Message, Thread
from tests.portal.messaging.objects import jot, reply, say
from tests.portal.schedule import objects as schedule
from tests.world import World


def _a_full_desk(world: World) -> None:
    """One thread with everything that a row can show, one that nobody has touched, one with words back."""
    schedule.enrol(world, "patient")
    full = say(world, topic="medication").thread_id
    reply(world, full)
    say(world, topic="medication", body="A long sentence. " * 20)
    lead, therapist = world.actor("lead"), world.actor("therapist")
    actions.claim(therapist, key=uuid4(), thread_id=full)
    actions.mark_read(therapist, thread_id=full, seq=1)
    actions.mark_read(lead, thread_id=full, seq=2)
    actions.mark_read(world.actor("patient"), thread_id=full, seq=2)
    actions.start_replying(therapist, thread_id=full)
    jot(world, full, "@Lead look", names="lead")
    Thread.objects.filter(id=full).update(risk=2, covering_for=world.staff["lead"], session_at=clock.now())
    say(world, who="neighbour", topic="skills")
    back = say(world, who="neighbour", topic="family")
    version = Message.objects.get(id=back.id).version
    actions.recall_message(world.actor("neighbour"), key=uuid4(), message_id=back.id, version=version)


def test_a_row_says_what_the_thread_says_when_it_is_opened(world: World) -> None:
    _a_full_desk(world)
    for who in ("lead", "therapist", "off_team"):
        rows = world.client(who).get("/api/v1/inbox").json()["results"]
        assert rows
        for row in rows:
            opened = world.client(who).get(f"/api/v1/threads/{row['id']}/messages").json()["thread"]
            assert row == opened
    row = next(row for row in selectors.inbox(world.actor("lead")).rows if row.topic == "medication")
    desk = s.shape_row(row)["desk"]
    assert desk["assigned_to"] and desk["covering_for"] and desk["replying"] and desk["mentions"] == 1
    assert desk["track"] == "Evening" and row.unread == 1


def test_each_row_that_was_shown_is_one_entry_in_the_audit(world: World) -> None:
    both = {str(say(world, who=who, topic="skills").thread_id) for who in ("patient", "neighbour")}
    [row] = world.client("lead").get("/api/v1/inbox?limit=1").json()["results"]
    entries = Entry.objects.filter(verb="messaging.threads", actor_id=world.people["lead"].id)
    assert [(one.object_id, str(one.patient_id)) for one in entries] == [(row["id"], row["patient_id"])]
    world.client("lead").get("/api/v1/inbox")
    assert [entry.object_id for entry in entries.all()].count(row["id"]) == 2
    assert {entry.object_id for entry in entries.all()} == both
    assert entries.all().count() == 3 and all(entry.session for entry in entries.all())
