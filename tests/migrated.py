"""A database that was migrated once in a run. Every other that the run needs is a copy of it.

To migrate takes half a minute on a busy machine, a copy less than a second; a run needs five of them.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]


def address_of(database: str) -> str:
    """The address of the run's PostgreSQL with the name of one of its databases."""
    before, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{before.rpartition('/')[0]}/{database}" + (f"?{query}" if query else "")


def template() -> str:
    """The name of the migrated database. Whoever asks first makes it; the other workers wait."""
    folder = Path(os.environ["FOOTBRIDGE_DATA"]).parent  # the run's own, which all its workers know
    name = f"migrated_{folder.name}"
    with (folder / "migrated.lock").open("a") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        if not os.fstat(made.fileno()).st_size:
            _on_server("CREATE DATABASE {}", name)
            _migrate(name)
            made.write(name)
    return name


def copy_to(database: str, *, of: str = "") -> None:
    """`of`: another database than the migrated one. Nobody may be connected to it."""
    _on_server("CREATE DATABASE {} TEMPLATE {}", database, of or template())


def remove(database: str) -> None:
    _on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)


def remove_template() -> None:
    """For a PostgreSQL that stays when the run ends."""
    folder = Path(os.environ["FOOTBRIDGE_DATA"]).parent
    if (folder / "migrated.lock").exists():
        remove(f"migrated_{folder.name}")


def _migrate(database: str) -> None:
    env = os.environ | {
        "DATABASE_URL": address_of(database),
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }
    command = [sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]


def _on_server(statement: str, *names: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
