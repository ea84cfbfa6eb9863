"""A16: another method, format, spelling or header of the same door gives the same verdict."""

import pytest

from tests.attacks.doors import knock, real, with_ids
from tests.cast import Row
from tests.world import build


@pytest.mark.django_db
@pytest.mark.parametrize("row", with_ids("GET"), ids=lambda row: row.name)
def test_no_spelling_of_a_door_opens_it(row: Row) -> None:
    world = build()
    made = row.make(world)
    path = real(row, made)
    client = world.client("neighbour")
    tries = {
        "HEAD": knock(client, row, path, made, method="HEAD"),
        "OPTIONS": knock(client, row, path, made, method="OPTIONS"),
        "format": knock(client, row, path, made, query={"format": "csv"}),
        "suffix": knock(client, row, f"{path}.json", made),
        "slash": knock(client, row, f"{path}/", made),
        "upper": knock(
            client, row, row.path.format(**{k: str(v).upper() for k, v in made["path"].items()}), made
        ),
        "dots": knock(client, row, path.replace("/api/v1/", "/api/v1/%2e/"), made),
        "override": knock(client, row, path, made, method="POST", headers={"x-http-method-override": "GET"}),
        "accept": knock(client, row, path, made, headers={"accept": "text/html"}),
    }
    got = {name: response.status_code for name, response in tries.items()}
    assert {name: status for name, status in got.items() if status not in {400, 404, 405}} == {}
    for response in tries.values():
        assert str(world.patient.id).encode() not in response.content
