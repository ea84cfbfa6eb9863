"""How the inbox is read: in the order of its index, from where the page begins, in a constant number of
queries."""

import re
from datetime import timedelta
from importlib import import_module
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from portal import audit
from portal.kernel import clock, statements
from portal.messaging import logic, selectors, sql
from portal.messaging.models import Thread
from portal.programs import actions as programs
from portal.programs.models import Patient
from tests.portal.messaging.objects import say
from tests.world import SETUP, World


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


def _plan(world: World, after: tuple[int, UUID]) -> str:
    asked: dict[str, object] = {
        "topic": None, "track_id": None, "risk": 0, "key": after[0], "id": after[1], "limit": 30,
        "now": clock.now(), "account_id": world.people["lead"].id,
    }  # fmt: skip
    asked |= audit.signature(world.actor("lead"))
    with transaction.atomic():
        found = [row[0] for row in statements.run(f"EXPLAIN ANALYZE {sql.INBOX['team'][40]}", asked)]
        transaction.set_rollback(True)
    return "\n".join(found)


def _threads_read(plan: str) -> list[int]:
    """How many rows each walk of a program's threads gave."""
    walks = re.findall(r"using inbox_of_program .*actual time=\S+ rows=(\S+) ", plan)
    return [round(float(found)) for found in walks]


def test_a_page_reads_no_more_threads_than_a_page_of_its_size_holds(world: World) -> None:
    """In the order of the index, from where the page begins."""
    _many_threads(world, 400)
    first = selectors.inbox(world.actor("lead"), limit=30)
    assert len(first.rows) == 30 and first.more
    last = first.rows[-1]
    for after in ((0, UUID(int=0)), (last.sort_key, last.id)):
        plan = _plan(world, after)
        assert _threads_read(plan) == [41], plan


@pytest.mark.parametrize("who", ["lead", "therapist"])
def test_pages_follow_each_other_without_a_gap_or_a_double(world: World, who: str) -> None:
    _many_threads(world, 12)
    for patient in Patient.objects.filter(preferred_name__in=["P1", "P2", "P3", "P4"]):
        programs.assign_to_team(SETUP, patient_id=patient.id, staff_id=world.staff["therapist"].id)
    seen, after = [], None
    while True:
        page = selectors.inbox(world.actor(who), after=after, limit=7)
        seen += [(row.sort_key, row.id) for row in page.rows]
        if not page.more:
            break
        after = seen[-1]
    assert seen == sorted(set(seen))
    reached = Thread.objects.filter(patient__preferred_name__in=["P1", "P2", "P3", "P4"])
    whole = reached if who == "therapist" else Thread.objects.all()
    assert {row for _key, row in seen} == set(whole.values_list("id", flat=True))
    assert len(seen) > 14


@pytest.mark.parametrize("who", ["lead", "therapist"])
def test_the_number_of_queries_does_not_grow_with_the_inbox(world: World, who: str) -> None:
    say(world)
    taken = []
    for patients in (0, 40):
        _many_threads(world, patients)
        with CaptureQueriesContext(connection) as queries:
            selectors.inbox(world.actor(who))
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
    post = programs.add_staff(
        SETUP, program_id=world.other_program.id, role="nurse", name="Lead", email="lead2@example.test"
    )
    programs.link_staff_account(SETUP, staff_id=post.id, account_id=world.people["lead"].id)
    programs.assign_to_team(SETUP, patient_id=world.stranger.id, staff_id=post.id)
    ours, theirs = say(world), say(world, who="stranger")
    seen = {row.id for row in selectors.inbox(world.actor("lead")).rows}
    assert seen == {ours.thread_id, theirs.thread_id}
    assert {row.id for row in selectors.inbox(world.actor("other_therapist")).rows} == {theirs.thread_id}
    assert not selectors.inbox(world.actor("patient")).rows
