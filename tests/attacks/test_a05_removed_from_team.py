"""A05: who was taken off a team a moment ago reads nothing more: no cache, no old page, no grace."""

import pytest

from portal.programs import actions
from portal.programs.models import CareTeamMember
from tests.attacks.doors import knock, real, with_ids
from tests.cast import Row
from tests.world import SETUP, build

# Programs and family sessions are a member of staff's own: no patient's team gives them.
_STAFF = ("/api/v1/programs", "/api/v1/live-")
ROWS = [row for row in with_ids("GET") if row.wanted("therapist") == 200 and not row.path.startswith(_STAFF)]


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_next_request_after_the_removal_finds_nothing(row: Row) -> None:
    world = build()
    made = row.make(world)
    client = world.client("therapist")
    first = knock(client, row, real(row, made), made)
    assert first.status_code == 200
    for member in CareTeamMember.objects.filter(staff=world.staff["therapist"], ends_at=None):
        actions.remove_from_team(SETUP, patient_id=member.patient_id, staff_id=member.staff_id)
    again = knock(client, row, real(row, made), made, headers={"if-none-match": first.get("ETag", "*")})
    assert again.status_code == 404
