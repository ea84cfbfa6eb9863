"""A03: a collection cannot be turned to somebody else by a filter, and its counts do not count them."""

import pytest

from tests.cast import Row, rows, untouched
from tests.world import build

# The link of a mail is nobody's collection: its token alone is asked for (test_a62_mail_off.py).
NO_LISTS = {"/api/v1/notices/mail-off"}
LISTS = [row for row in rows() if row.method == "GET" and "{" not in row.path and row.path not in NO_LISTS]
FILTERS = ("patient", "patient_id", "account", "author", "thread", "conversation", "user__id", "program")


@pytest.mark.django_db
@pytest.mark.parametrize("row", LISTS, ids=lambda row: row.name)
def test_a_filter_for_another_person_gives_nothing_of_theirs(row: Row) -> None:
    world = build()
    made = row.make(world)
    patient, account = world.patient, world.people["patient"]
    for who in ("neighbour", "off_team", "other_therapist", "relative_none"):
        with untouched():
            client = world.client(who)
            plain = client.get(row.path, query_params=made.get("query", {}))
            for name in FILTERS:
                for value in (patient.id, account.id):
                    got = client.get(row.path, query_params=made.get("query", {}) | {name: str(value)})
                    assert got.status_code in {200, 400, 404}, (who, name)
                    if got.status_code == 200 and plain.status_code == 200:
                        assert _size(got.content) <= _size(plain.content) + 40, (who, name)
                    assert str(patient.id).encode() not in got.content, (who, name)


def _size(body: bytes) -> int:
    return len(body)
