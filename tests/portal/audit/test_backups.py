"""A backup is made of a database with people's words in it, and restored into a second one."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from portal.audit import chain, head
from portal.audit.models import Entry
from portal.kernel import crypto, dump
from portal.kernel.dump import DumpFailed
from tests.portal.messaging.objects import CANARY, say
from tests.world import World, build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("backups")]
ROOT = Path(__file__).resolve().parents[3]
READ = """
import django; django.setup()
from portal.messaging.models import Message
from django.contrib.sessions.models import Session
print(Message.objects.get(id="{id}").body)
print("sessions", Session.objects.count())
"""


@dataclass
class Elsewhere:
    """A second, empty database on the same server, and a host with a data folder of its own."""

    url: str
    folder: Path

    def run(self, *arguments: str, **env: str) -> "subprocess.CompletedProcess[str]":
        place = {"DATABASE_URL": self.url, "FOOTBRIDGE_DATA": str(self.folder)}
        settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, **settings, **place, **env},
            capture_output=True,
            text=True,
        )

    def tables(self) -> int:
        with psycopg.connect(self.url) as second:
            asked = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            found = second.execute(asked).fetchone()
        return int(found[0]) if found else -1


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Elsewhere]:
    name = f"{connection.settings_dict['NAME']}_restored"
    make = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(drop)
        server.execute(make)
        yield Elsewhere(urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")), tmp_path)
        server.execute(drop)


@pytest.fixture(autouse=True)
def _own_head_file(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_HEAD_FILE = tmp_path / "here" / "audit-head"


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "clinic.backup"


@pytest.mark.feature("D5.c")
def test_a_backup_is_restored_elsewhere_and_its_words_and_its_audit_hold(
    world: World, elsewhere: Elsewhere, archive: Path
) -> None:
    message = say(world, f"I slept badly {CANARY}")
    world.client("patient")
    chain.seal()
    call_command("backup", str(archive))
    restored = elsewhere.run("manage.py", "restore", str(archive))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "The audit holds" in restored.stdout
    verified = elsewhere.run("manage.py", "verify_audit")
    assert (verified.returncode, verified.stdout[:16]) == (0, "The audit holds:"), verified.stdout
    read = elsewhere.run("-c", READ.format(id=message.id))
    assert read.stdout.splitlines() == [f"I slept badly {CANARY}", "sessions 0"], read.stderr
    migrated = elsewhere.run("manage.py", "migrate", "--check")
    assert migrated.returncode == 0, migrated.stdout


def test_the_file_shows_nothing_and_is_its_owners_alone(world: World, archive: Path) -> None:
    say(world)
    call_command("backup", str(archive))
    assert archive.stat().st_mode & 0o777 == 0o600
    sealed = archive.read_bytes()
    for word in (CANARY.encode(), b"@example.test", b"PGDMP", b"CREATE TABLE"):
        assert word not in sealed
    assert [path.name for path in archive.parent.glob("*.new")] == []


def test_backup_and_restore_leave_their_trace(world: World, elsewhere: Elsewhere, archive: Path) -> None:
    call_command("backup", str(archive))
    verbs = Entry.objects.filter(verb__startswith="backup.").order_by("id")
    assert list(verbs.values_list("verb", "outcome", "actor_name")) == [
        ("backup.start", "done", "backup"),
        ("backup.make", "done", "backup"),
    ]
    assert elsewhere.run("manage.py", "restore", str(archive)).returncode == 0
    with psycopg.connect(elsewhere.url) as second:
        found = second.execute("SELECT verb FROM audit_entry WHERE verb LIKE 'backup.%' ORDER BY id")
        assert [row[0] for row in found] == ["backup.start", "backup.restore"]


def test_a_backup_that_fails_leaves_no_file_and_says_so_in_the_audit(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Iterator[bytes]:
        yield b"PGDMP"
        raise DumpFailed("pg_dump failed: the disk is full")

    monkeypatch.setattr(dump, "dump", broken)
    with pytest.raises(CommandError, match="No backup was made: pg_dump failed"):
        call_command("backup", str(archive))
    assert list(archive.parent.glob("clinic.*")) == []
    assert Entry.objects.get(verb="backup.make").outcome == "failed"


def test_a_file_that_is_there_already_is_never_written_over(archive: Path) -> None:
    archive.write_text("an older backup")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(archive))
    assert archive.read_text() == "an older backup"


def test_a_database_that_holds_anything_is_not_restored_into(archive: Path) -> None:
    call_command("backup", str(archive))
    with pytest.raises(CommandError, match="The database is not empty"):
        call_command("restore", str(archive))


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-20], lambda data: data[:-1] + bytes([data[-1] ^ 1])],
    ids=["cut", "changed"],
)
def test_a_damaged_backup_restores_nothing(
    world: World, elsewhere: Elsewhere, archive: Path, damage: Callable[[bytes], bytes]
) -> None:
    call_command("backup", str(archive))
    archive.write_bytes(damage(archive.read_bytes()))
    done = elsewhere.run("manage.py", "restore", str(archive))
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: Nothing was restored: The backup")
    assert elsewhere.tables() == 0
    assert not (elsewhere.folder / "audit-head").exists()


def test_links_that_the_backup_lacks_are_counted_and_the_old_head_is_kept(
    world: World, elsewhere: Elsewhere, archive: Path
) -> None:
    say(world)
    call_command("backup", str(archive))
    known = head.remembered()
    assert known is not None
    (elsewhere.folder / "audit-head").write_text(f"{known[0] + 7} {'ab' * 32}\n")
    done = elsewhere.run("manage.py", "restore", str(archive))
    assert done.returncode == 0, done.stderr
    lost = re.search(r"Lost: (\d+) audit links", done.stdout)
    assert lost is not None and int(lost[1]) == 7
    assert len(list(elsewhere.folder.glob("audit-head.before-*"))) == 1
    assert elsewhere.run("manage.py", "verify_audit").returncode == 0


def test_a_restore_without_the_right_master_keys_says_so(
    world: World, settings: Settings, elsewhere: Elsewhere, archive: Path
) -> None:
    settings.MASTER_KEYS = {**settings.MASTER_KEYS, "t3": b"3" * 32}
    say(world)
    call_command("backup", str(archive))
    done = elsewhere.run("manage.py", "restore", str(archive))
    assert done.returncode == 1
    assert "without the right master keys: t3" in done.stderr


def test_without_a_backup_key_there_is_no_backup(settings: Settings, archive: Path) -> None:
    settings.BACKUP_KEY = None
    with pytest.raises(Exception, match="BACKUP_KEY is not set"):
        call_command("backup", str(archive))
    assert not archive.exists()


def test_programs_older_than_the_server_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "bin" / "pg_dump"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PG_BIN", str(old.parent))
    assert dump.program("pg_dump") != old
    monkeypatch.setattr(dump, "_places", lambda _name: iter([old]))
    with pytest.raises(DumpFailed, match="install its client programs"):
        dump.program("pg_dump")


def test_rekey_moves_the_keys_and_leaves_its_trace(world: World, settings: Settings) -> None:
    message = say(world, "still mine")
    settings.MASTER_KEYS = {**settings.MASTER_KEYS, "t9": b"9" * 32}
    call_command("rekey")
    settings.MASTER_KEYS = {"t9": b"9" * 32}
    crypto.forget()
    message.refresh_from_db()
    assert message.body == "still mine"
    done = Entry.objects.get(verb="keys.rekey")
    assert (done.outcome, done.actor_name, done.count > 0) == ("done", "rekey", True)
