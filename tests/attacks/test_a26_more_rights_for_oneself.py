"""A26: nobody gives oneself more rights, and a program never loses its last administrator."""

from typing import Any
from uuid import uuid4

import pytest

from portal.access import grants
from portal.access.matrix import Basis
from portal.accounts import actions as accounts
from portal.accounts import codes
from portal.accounts.models import Invitation
from portal.kernel.errors import Refused
from portal.programs.models import Staff
from tests.portal.programs.objects import hired
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return build()


def _post(world: World, who: str, path: str, body: Any) -> Any:
    return world.client(who).post(
        f"/api/v1/{path}", body, content_type="application/json", headers={"idempotency-key": str(uuid4())}
    )


@pytest.mark.parametrize("role", ["lead", "therapist", "administrator"])
def test_a26_an_administrator_cannot_take_a_post(world: World, role: str) -> None:
    email = world.people["administrator"].email.upper()
    body = {"name": "Me", "email": email, "role": role}
    answer = _post(world, "administrator", f"programs/{world.program.id}/staff", body)
    assert answer.status_code == 403
    assert grants.bases_of(world.people["administrator"].id) == {Basis.ADMIN}


def test_a26_nor_accept_the_invitation_that_one_sent_to_another_address(world: World) -> None:
    post = hired(world, email="second@example.test", role="lead")
    invitation = Invitation.objects.get(object_id=post.id)
    with pytest.raises(Refused):
        accounts.accept(
            world.actor("administrator"),
            code=codes.invitation_code(invitation.id),
            email="second@example.test",
        )
    assert grants.bases_of(world.people["administrator"].id) == {Basis.ADMIN}
    post.refresh_from_db()
    assert post.account_id is None


def test_a26_the_last_administrator_stays(world: World) -> None:
    post = world.staff["administrator"]
    answer = _post(world, "administrator", f"staff/{post.id}/end", {"version": post.version})
    assert answer.status_code == 403
    assert "last administrator" in answer.json()["detail"]
    post.refresh_from_db()
    assert post.ended_at is None
    assert grants.bases_of(world.people["administrator"].id) == {Basis.ADMIN}


def test_a26_a_role_cannot_be_slipped_into_another_change(world: World) -> None:
    program = world.program
    for extra in ({"role": "lead"}, {"clinic": str(world.clinic.id)}, {"id": str(world.other_program.id)}):
        answer = world.client("administrator").patch(
            f"/api/v1/programs/{program.id}",
            {"version": program.version, "name": "X"} | extra,
            content_type="application/json",
        )
        assert answer.status_code == 400
    body = {"name": "N", "email": "n@example.test", "role": "nurse", "account": str(world.people["lead"].id)}
    assert _post(world, "administrator", f"programs/{program.id}/staff", body).status_code == 400
    assert not Staff.objects.filter(email="n@example.test").exists()


@pytest.mark.parametrize("who", ["therapist", "lead", "patient", "relative", "removed"])
def test_a26_nobody_else_makes_posts_or_programs(world: World, who: str) -> None:
    body = {"name": "N", "email": "n@example.test", "role": "administrator"}
    assert _post(world, who, f"programs/{world.program.id}/staff", body).status_code == 404
    new = {"name": "Mine", "timezone": "America/Chicago"}
    assert _post(world, who, "programs", new).status_code == 404
