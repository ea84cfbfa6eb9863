"""The cast stands as it says."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import models, transaction

from portal.access import policy
from portal.access.matrix import Permission
from tests.world import World, build, by_actions
from tests.world_copies import ID, tables


def copied() -> World:
    """The second one of this process at the latest, and then a copy."""
    start = transaction.savepoint()
    build()
    transaction.savepoint_rollback(start)
    return build()


@pytest.mark.django_db
@pytest.mark.parametrize("make", [by_actions, copied])
def test_the_cast_may_what_the_matrix_says_and_no_more(make: Callable[[], World]) -> None:
    world = make()
    patient = world.patient
    may = {
        who
        for who in world.people
        if policy.can(
            world.actor(who), Permission.MESSAGE_READ, patient_id=patient.id, program_id=patient.program_id
        )
    }
    assert may == {"patient", "therapist", "lead"}
    sees = {
        who
        for who in world.people
        if policy.can(
            world.actor(who), Permission.SCHEDULE_READ, patient_id=patient.id, program_id=patient.program_id
        )
    }
    assert sees == {"patient", "therapist", "lead", "relative"}
    to = policy.who_can(Permission.MESSAGE_READ, patient_id=patient.id, program_id=patient.program_id)
    assert set(to) == {world.people[who].id for who in ("patient", "therapist", "lead")}


@pytest.mark.django_db
def test_a_copy_is_what_the_actions_make_under_ids_of_its_own() -> None:
    start = transaction.savepoint()
    before, rows = by_actions(), shapes()
    transaction.savepoint_rollback(start)
    after = copied()
    assert shapes() == rows
    assert {each.id for each in after.people.values()}.isdisjoint(each.id for each in before.people.values())
    assert list(after.people) == list(before.people) and list(after.staff) == list(before.staff)
    for who, person in after.people.items():
        assert person.email == f"{who}@example.test" and person.check_password("a long enough password")
        person.refresh_from_db()


def shapes() -> list[str]:
    """Every row of the database, but for ids, moments and the salt of passwords."""
    return sorted(shape(row) for model in tables() for row in model._base_manager.all())


def shape(row: models.Model) -> str:
    columns = {column.attname: seen(row, column) for column in row._meta.concrete_fields}
    return f"{row._meta.db_table} {columns}"


def seen(row: models.Model, column: "models.Field[Any, Any]") -> Any:
    value = getattr(row, column.attname)
    if isinstance(column, models.ForeignKey) and value is not None:
        return shape(getattr(row, column.name))
    if isinstance(column, models.AutoField) or column.name == "password":
        return "its own"
    return type(value) if isinstance(value, UUID | datetime) else ID.sub("an id", str(value))
