import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from portal import audit
from portal.audit import chain, head
from portal.audit.models import Entry, Link, Queued, Unsealed
from portal.audit.verify import Verdict, verify
from portal.kernel import clock
from portal.kernel.actor import Actor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_head_file(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_HEAD_FILE = tmp_path / "audit-head"


@contextmanager
def as_a_thief(table: str) -> Iterator[None]:
    """Somebody who owns the database switches the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change")
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_change")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def write(count: int) -> None:
    actor = Actor.person(uuid4(), session="e" * 64)
    for _ in range(count):
        audit.record(actor, "messaging.read", object_type="thread", object_id=uuid4(), patient_id=uuid4())


def troubles(verdict: Verdict) -> list[tuple[str, int]]:
    return [(problem.trouble, problem.n) for problem in verdict.problems]


def test_sealing_links_every_entry_once_and_in_order_across_batches() -> None:
    write(7)
    assert chain.seal(batch=3) == 7
    assert chain.seal() == 0
    links = Link.objects.order_by("n")
    assert [(link.n, len(link.entry_ids)) for link in links] == [(1, 3), (2, 3), (3, 1)]
    entry_ids = [entry_id for link in links for entry_id in link.entry_ids]
    assert entry_ids == sorted(set(entry_ids))
    assert not Queued.objects.exists()
    verdict = verify()
    assert verdict.holds
    assert (verdict.sealed, verdict.waiting) == (7, 0)


def test_an_entry_that_commits_late_is_linked_though_later_ids_were_linked_before() -> None:
    write(1)
    held, release = threading.Event(), threading.Event()

    def slow_writer() -> None:
        with transaction.atomic():
            write(1)
            held.set()
            release.wait(5)
        connection.close()

    writer = threading.Thread(target=slow_writer)
    writer.start()
    held.wait(5)
    write(1)
    assert chain.seal() == 2
    release.set()
    writer.join()
    assert chain.seal() == 1
    assert verify().holds


def test_two_sealers_at_once_make_one_chain() -> None:
    write(60)

    def sealer() -> None:
        chain.seal(batch=5)
        connection.close()

    threads = [threading.Thread(target=sealer) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify()
    assert verdict.holds
    assert verdict.sealed == 60


@pytest.mark.parametrize(
    "change",
    [
        "actor_id = gen_random_uuid()",
        "at = at + interval '1 second'",
        "verb = 'messaging.other'",
        "patient_id = NULL",
        "outcome = 'failed'",
        "count = 2",
        "ip = '192.0.2.1'",
    ],
)
def test_a_changed_entry_is_found_whatever_was_changed(change: str) -> None:
    write(3)
    chain.seal(batch=1)
    with as_a_thief("audit_entry"):
        where = "id = (SELECT entry_id FROM audit_link WHERE n = 2)"
        run(f"UPDATE audit_entry SET {change} WHERE {where}")
    assert troubles(verify()) == [("changed", 2)]


@pytest.mark.feature("D1.c")
def test_a_removed_entry_is_found() -> None:
    write(3)
    chain.seal(batch=1)
    with as_a_thief("audit_entry"):
        run("DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE n = 2)")
    assert troubles(verify()) == [("removed", 2)]


def test_an_entry_removed_with_its_link_is_found() -> None:
    write(3)
    chain.seal(batch=1)
    with as_a_thief("audit_entry"), as_a_thief("audit_link"):
        run("DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE n = 2)")
        run("DELETE FROM audit_link WHERE n = 2")
    assert ("gap", 2) in troubles(verify())


def test_links_that_close_the_gap_do_not_help_without_the_key() -> None:
    write(3)
    chain.seal(batch=1)
    with as_a_thief("audit_entry"), as_a_thief("audit_link"):
        run("DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_link WHERE n = 2)")
        run("DELETE FROM audit_link WHERE n = 2")
        run("UPDATE audit_link SET n = 2, prev_hash = (SELECT hash FROM audit_link WHERE n = 1) WHERE n = 3")
    assert ("broken", 2) in troubles(verify())


@pytest.mark.feature("D1.c")
def test_of_a_link_of_many_the_entry_is_named() -> None:
    write(5)
    chain.seal()
    (link,) = Link.objects.all()
    changed, removed = link.entry_ids[1], link.entry_ids[3]
    with as_a_thief("audit_entry"):
        run(f"UPDATE audit_entry SET verb = 'x' WHERE id = {changed}")
        run(f"DELETE FROM audit_entry WHERE id = {removed}")
    found = [(problem.trouble, problem.n, problem.entry_id) for problem in verify().problems]
    assert found == [("changed", 1, changed), ("removed", 1, removed)]


@pytest.mark.parametrize(
    "change",
    [
        "entry_ids = entry_ids[1:2], marks = substr(marks, 1, 32)",
        "entry_ids = entry_ids[1:2]",
        "marks = substr(marks, 1, 32)",
        "marks = ''",
        "entry_ids = ARRAY[entry_ids[2], entry_ids[1], entry_ids[3]]",
        "entry_ids = '{}', marks = ''",
        "hash = prev_hash",
    ],
)
def test_a_link_that_was_changed_is_found_whatever_was_changed(change: str) -> None:
    write(3)
    chain.seal()
    with as_a_thief("audit_link"):
        run(f"UPDATE audit_link SET {change}")
    assert not verify().holds


def test_a_link_from_before_there_were_marks_holds_and_guards_its_one_entry() -> None:
    write(2)
    first, _second = Entry.objects.order_by("id")
    row = [
        first.id, first.at.isoformat(timespec="microseconds"), str(first.actor_id), "person", "", "e" * 64,
        "", "messaging.read", "thread", first.object_id, str(first.patient_id), None, "done", "", 1,
    ]  # fmt: skip
    words = json.dumps(row, separators=(",", ":")).encode()
    old = hmac.digest(settings.AUDIT_HMAC_KEY, chain.START + (1).to_bytes(8, "big") + words, "sha256")
    Link.objects.create(n=1, entry_id=first.id, prev_hash=chain.START, hash=old)
    Queued.objects.filter(entry_ids=[first.id]).delete()
    head.remember(1, old)
    assert chain.seal() == 1
    verdict = verify()
    assert (verdict.holds, verdict.sealed) == (True, 2)
    with as_a_thief("audit_entry"):
        run(f"UPDATE audit_entry SET count = 9 WHERE id = {first.id}")
    assert troubles(verify()) == [("changed", 1)]


def test_what_the_release_before_left_in_its_queue_is_linked_too() -> None:
    write(3)
    (first, *_others) = Queued.objects.order_by("id")
    Unsealed.objects.create(entry_id=first.entry_ids[0])
    first.delete()
    assert chain.seal() == 3
    assert not Unsealed.objects.exists()
    verdict = verify()
    assert (verdict.holds, verdict.sealed, verdict.waiting) == (True, 3, 0)


@pytest.mark.feature("D1.c")
def test_a_cut_off_end_is_found_by_the_head_outside_the_database() -> None:
    write(3)
    chain.seal(batch=1)
    with as_a_thief("audit_entry"), as_a_thief("audit_link"):
        run("DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_link WHERE n > 1)")
        run("DELETE FROM audit_link WHERE n > 1")
    assert troubles(verify()) == [("cut", 2)]


def test_a_chain_sealed_anew_after_the_cut_is_found_too() -> None:
    write(3)
    chain.seal(batch=1)
    with as_a_thief("audit_entry"), as_a_thief("audit_link"):
        run("DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_link WHERE n > 1)")
        run("DELETE FROM audit_link WHERE n > 1")
    write(5)
    chain.seal(batch=1)
    assert troubles(verify()) == [("broken", 3)]


def test_a_missing_or_damaged_head_file_is_said() -> None:
    write(1)
    chain.seal()
    head.path().write_text("nonsense", encoding="ascii")
    assert troubles(verify()) == [("head_damaged", 0)]
    head.path().unlink()
    assert troubles(verify()) == [("head_missing", 0)]


def test_the_head_file_is_for_its_owner_only_and_never_goes_back() -> None:
    head.remember(5, b"5" * 32)
    head.remember(4, b"4" * 32)
    assert head.remembered() == (5, b"5" * 32)
    assert head.path().stat().st_mode & 0o777 == 0o600


def test_an_entry_without_a_link_is_a_problem_after_five_minutes() -> None:
    write(1)
    verdict = verify()
    assert verdict.holds
    assert verdict.waiting == 1
    clock.set_fixed(clock.now() + timedelta(minutes=6))
    try:
        assert troubles(verify()) == [("unsealed", 0)]
    finally:
        clock.set_fixed(None)


def test_the_command_says_in_one_line_that_the_audit_holds() -> None:
    write(2)
    chain.seal()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == "The audit holds: 2 sealed, 0 waiting.\n"


@pytest.mark.feature("D1.c")
def test_the_command_fails_and_names_what_does_not_hold() -> None:
    write(2)
    chain.seal(batch=1)
    with as_a_thief("audit_entry"):
        run("UPDATE audit_entry SET verb = 'x' WHERE id = (SELECT entry_id FROM audit_link WHERE n = 1)")
    out = StringIO()
    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_audit", stdout=out)
    assert "(link 1) was changed" in out.getvalue()


def test_after_a_restore_the_head_is_restarted_and_the_audit_says_so() -> None:
    write(1)
    chain.seal()
    head.remember(99, b"9" * 32)
    assert troubles(verify()) == [("cut", 2)]
    call_command("verify_audit", "--restart-head", stdout=StringIO())
    assert verify().holds
    assert audit_verbs()[-1] == "audit.head_restarted"


def audit_verbs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb FROM audit_entry ORDER BY id")
        return [row[0] for row in cursor.fetchall()]
