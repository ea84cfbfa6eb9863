"""A14: ids say nothing of order or time, and guessing them ends in 429; what is one's own still opens."""

from uuid import uuid4

import pytest

from tests.attacks.doors import ids_of, with_ids
from tests.cast import Row
from tests.world import build


@pytest.mark.django_db
@pytest.mark.parametrize("row", with_ids("GET", "POST", "PUT", "PATCH", "DELETE"), ids=lambda row: row.name)
def test_every_id_in_an_address_is_random(row: Row) -> None:
    assert {found.version for found in ids_of(row.make(build()))} == {4}


@pytest.mark.django_db
def test_200_guesses_find_nothing_and_are_slowed_down() -> None:
    world = build()
    client = world.client("neighbour")
    got = [client.get(f"/api/v1/patients/{uuid4()}/measures") for _ in range(200)]
    statuses = [response.status_code for response in got]
    assert set(statuses) == {404, 429}
    assert statuses == sorted(statuses)
    assert int(got[-1]["Retry-After"]) > 0
    assert client.get(f"/api/v1/patients/{world.neighbour.id}/measures").status_code == 200
