from typing import cast
from uuid import uuid4

import pytest
import pytest_django
from django.db import DatabaseError, connection, transaction

from portal import audit
from portal.audit import chain
from portal.audit.models import Entry, Queued
from portal.audit.writing import TextInAudit
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action

pytestmark = pytest.mark.django_db(transaction=True)


def person() -> Actor:
    return Actor.person(uuid4(), session="f" * 64, ip="192.0.2.7")


def test_an_entry_says_who_did_what_to_which_object_of_whom() -> None:
    actor, thing, patient, program = person(), uuid4(), uuid4(), uuid4()
    with transaction.atomic():
        audit.record(
            actor,
            "careplan.edit",
            object_type="goal",
            object_id=thing,
            patient_id=patient,
            program_id=program,
        )
    entry = Entry.objects.get()
    assert (entry.actor_id, entry.actor_kind, entry.session, entry.ip) == (
        actor.account_id,
        "person",
        "f" * 64,
        "192.0.2.7",
    )
    assert (entry.verb, entry.object_type, entry.object_id) == ("careplan.edit", "goal", str(thing))
    assert (entry.patient_id, entry.program_id, entry.outcome) == (patient, program, "done")


def test_a_rolled_back_change_takes_its_entry_along() -> None:
    def change() -> None:
        with transaction.atomic():
            audit.record(person(), "careplan.edit")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert not Entry.objects.exists()
    assert not Queued.objects.exists()


def test_a_denial_outlives_the_rollback_of_its_action() -> None:
    actor = person()

    @action
    def look(actor: Actor) -> None:
        audit.record(actor, "careplan.edit")
        audit.denied(actor, "careplan.edit", object_type="goal", object_id=7)
        raise NotFound

    with pytest.raises(NotFound):
        look(actor)
    assert list(Entry.objects.values_list("outcome", "object_id")) == [("denied", "7")]


def test_a_denial_outside_an_action_is_written_at_once() -> None:
    audit.denied(person(), "careplan.read", reason="no_grant")
    assert Entry.objects.get().reason == "no_grant"


@pytest.mark.parametrize("field", ["verb", "object_id", "reason"])
def test_text_never_gets_into_an_entry(field: str) -> None:
    values = {"verb": "careplan.edit", "object_id": "1", "reason": "code"} | {field: "I feel worse today"}
    with pytest.raises(TextInAudit):
        audit.record(
            person(),
            values["verb"],
            object_id=values["object_id"],
            reason=values["reason"],
            object_type="goal",
        )


def test_what_cannot_be_audited_does_not_happen() -> None:
    """The audit's table refuses: the error ends the action, whose other rows are gone with it."""

    @action
    def change(actor: Actor) -> None:
        audit.record(actor, "careplan.edit")
        audit.record(actor, "careplan.edit", outcome=cast(audit.Outcome, "other"))

    with pytest.raises(DatabaseError):
        change(person())
    assert not Entry.objects.exists()


def test_reads_of_a_batch_are_left_to_the_batchs_own_entry() -> None:
    with audit.one_entry():
        audit.read(person(), "messaging.thread", object_type="thread", object_id=uuid4())
    audit.read(person(), "messaging.thread", object_type="thread", object_id=uuid4(), count=3)
    assert Entry.objects.get().count == 3


def test_many_reads_are_one_statement_and_one_entry_each(
    django_assert_num_queries: pytest_django.DjangoAssertNumQueries,
) -> None:
    clock.now()
    rows = [(uuid4(), uuid4(), None), (uuid4(), None, uuid4())]
    with django_assert_num_queries(1):
        audit.read_many(person(), "messaging.inbox", object_type="thread", rows=rows)
    found = Entry.objects.order_by("id").values_list("object_id", "patient_id", "program_id")
    assert list(found) == [(str(thing), patient, program) for thing, patient, program in rows]


@pytest.mark.feature("D1.c")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET verb = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE audit_link SET n = n + 1",
        "DELETE FROM audit_link",
        "TRUNCATE audit_link",
    ],
)
def test_the_database_refuses_to_change_or_remove(statement: str) -> None:
    audit.record(person(), "careplan.read")
    chain.seal()

    def tamper() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            # The truncate triggers rest while tests run (see tests/conftest.py): here they are awake.
            cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_no_truncate")
            cursor.execute("ALTER TABLE audit_link ENABLE TRIGGER audit_link_no_truncate")
            cursor.execute(statement)

    with pytest.raises(DatabaseError, match="append-only"):
        tamper()
