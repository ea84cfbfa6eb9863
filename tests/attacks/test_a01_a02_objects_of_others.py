"""A01, A02, A04: somebody else's object by its real id, read or written, by a neighbour and by staff who are
not on the team. The answer is that of an id that nothing has; nothing changes; one denial is on record."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection

from portal.kernel import clock
from tests.attacks.doors import Answer, answer, fingerprint, guessed, ids_of, real, with_ids
from tests.cast import Row, untouched
from tests.world import build

OUTSIDERS = ("neighbour", "stranger", "off_team", "removed", "other_therapist", "relative_withdrawn")


@pytest.fixture(autouse=True)
def running_clock() -> Iterator[None]:
    yield
    clock.set_fixed(None)


def assert_same(row: Row, real_id: Answer, no_id: Answer) -> None:
    """To the byte, and to the number of queries: that a record exists must not show in the work done.
    A family session is on everyone's calendar; that one exists is no secret."""
    if row.path.startswith("/api/v1/live-"):
        real_id, no_id = replace(real_id, queries=0), replace(no_id, queries=0)
    assert real_id == no_id


def denials() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_entry WHERE outcome = 'denied'")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize("row", with_ids("GET", "POST", "PUT", "PATCH", "DELETE"), ids=lambda row: row.name)
def test_a_real_id_of_another_person_is_answered_like_one_that_nothing_has(row: Row) -> None:
    world = build()
    made = row.make(world)
    clock.set_fixed(clock.now())  # the clock reads the database once a minute: not while queries are counted
    for who in OUTSIDERS:
        if row.wanted(who) != 404:
            continue
        with untouched():
            client = world.client(who)
            client.get("/api/v1/session")  # the first request of a session does a little more
            # Reading changes nothing in any row of this product; the costly look is for the writes.
            before, known = {} if row.method == "GET" else fingerprint(), denials()
            got = answer(client, row, real(row, made), made)
            assert (got.status, denials() - known) == (404, 1), who
            assert not before or fingerprint() == before, who
            assert_same(row, got, answer(client, row, guessed(row, made), made))
            assert not [i for i in ids_of(made) if str(i).encode() in got.body], who
