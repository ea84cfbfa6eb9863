"""The demo clinic, loaded once in a run: a database and a data folder of which every user has a copy.

To load it takes a minute and more; those who use it stand in one xdist group, so that nobody waits for it.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from portal.supervisor import keys
from tests import migrated


@dataclass(frozen=True)
class Demo:
    database: str
    data: Path


def loaded() -> Demo:
    """Whoever asks first loads it."""
    run = Path(os.environ["FOOTBRIDGE_DATA"]).parent
    demo = Demo(database=f"demo_{run.name}", data=run / "demo-data")
    with (run / "demo.lock").open("a") as made:
        fcntl.flock(made, fcntl.LOCK_EX)
        if not os.fstat(made.fileno()).st_size:
            _load(demo)
            made.write(demo.database)
    return demo


def copy_to(database: str, data: Path) -> None:
    """A database and a data folder of one's own; the keys in the folder open the texts in the database."""
    demo = loaded()
    shutil.copytree(demo.data, data, dirs_exist_ok=True)
    migrated.copy_to(database, of=demo.database)


def remove() -> None:
    """For a PostgreSQL that stays when the run ends."""
    run = Path(os.environ["FOOTBRIDGE_DATA"]).parent
    if (run / "demo.lock").exists():
        migrated.remove(f"demo_{run.name}")


def _load(demo: Demo) -> None:
    keys.ensure(demo.data)
    migrated.copy_to(demo.database)
    env = os.environ | {
        "DATABASE_URL": migrated.address_of(demo.database),
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "FOOTBRIDGE_DATA": str(demo.data),
    }
    command = [sys.executable, "manage.py", "load_demo"]
    done = subprocess.run(command, cwd=migrated.ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-4000:]
