"""How the inbox is read: in the order of its index, from where the page begins, in a constant number of
queries."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from api.pagination import page
from portal.kernel import clock
from portal.messaging import logic, selectors
from portal.messaging.models import Thread
from portal.programs.models import Patient
from tests.portal.messaging.objects import say
from tests.world import World


def _many_threads(world: World, patients: int) -> None:
    now = clock.now()
    people = [
        Patient(
            program=world.program, preferred_name=f"P{n}", full_name="P", sort_name=f"p{n}",
            admitted_on=now.date(),
        )
        for n in range(patients)
    ]  # fmt: skip
    Patient.objects.bulk_create(people)
    threads = []
    for n, patient in enumerate(people):
        for topic in logic.TOPICS:
            at = now - timedelta(seconds=n)
            key = logic.sort_key(risk=0, waiting_since=at, answer_by=None, last_message_at=at)
            threads.append(
                Thread(
                    id=uuid4(), patient=patient, program=world.program, topic=topic, opened_at=at,
                    last_message_at=at, waiting_since=at, sort_key=key,
                )
            )  # fmt: skip
    Thread.objects.bulk_create(threads)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE messaging_thread")


def _plan(world: World, cursor: str | None = None) -> str:
    rows = selectors.inbox(world.actor("lead"))
    with CaptureQueriesContext(connection) as queries:
        page(rows, by="sort_key", cursor=cursor, limit=30, newest_first=False)
    asked = queries[-1]["sql"]
    with connection.cursor() as found:
        found.execute(f"EXPLAIN {asked}")
        return "\n".join(row[0] for row in found.fetchall())


def test_a_page_of_a_programs_inbox_is_read_from_its_index_without_sorting(world: World) -> None:
    _many_threads(world, 400)
    first, cursor = page(
        selectors.inbox(world.actor("lead")), by="sort_key", cursor=None, limit=30, newest_first=False
    )
    assert len(first) == 30
    for plan in (_plan(world), _plan(world, cursor)):
        assert "inbox_of_program" in plan and "Sort" not in plan
    assert "sort_key >=" in _plan(world, cursor)


@pytest.mark.parametrize("who", ["lead", "therapist"])
def test_the_number_of_queries_does_not_grow_with_the_inbox(world: World, who: str) -> None:
    say(world)
    taken = []
    for patients in (0, 40):
        _many_threads(world, patients)
        with CaptureQueriesContext(connection) as queries:
            rows = page(
                selectors.inbox(world.actor(who)), by="sort_key", cursor=None, limit=30, newest_first=False
            )[0]
            selectors.views_of(world.actor(who), threads=rows)
            selectors.counts(world.actor(who))
            selectors.unread(world.actor(who))
        taken.append(len(queries))
    assert taken[0] == taken[1]


def test_counts_are_true_until_there_are_more_than_anybody_can_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(world, topic="skills")
    say(world, topic="family")
    found = selectors.counts(world.actor("lead"))
    assert found.queues == {"team": 2, "mine": 0, "unassigned": 2, "mentions": 0}
    assert (found.topics["skills"], found.topics["family"], found.topics["other"]) == (1, 1, 0)
    module = import_module("portal.messaging.selectors.inbox")  # the package names its function so
    monkeypatch.setattr(module, "MOST_COUNTED", 1)
    assert selectors.counts(world.actor("lead")).queues["team"] == 1
    assert selectors.unread(world.actor("lead")).waiting == 1


def test_a_lead_who_is_on_a_team_of_another_program_sees_both(world: World) -> None:
    from portal.programs import actions as programs
    from tests.world import SETUP

    post = programs.add_staff(
        SETUP, program_id=world.other_program.id, role="nurse", name="Lead", email="lead2@example.test"
    )
    programs.link_staff_account(SETUP, staff_id=post.id, account_id=world.people["lead"].id)
    programs.assign_to_team(SETUP, patient_id=world.stranger.id, staff_id=post.id)
    ours, theirs = say(world), say(world, who="stranger")
    seen = {row.id for row in selectors.inbox(world.actor("lead"))}
    assert seen == {ours.thread_id, theirs.thread_id}
    assert {row.id for row in selectors.inbox(world.actor("other_therapist"))} == {theirs.thread_id}
    assert not selectors.inbox(world.actor("patient")).exists()
