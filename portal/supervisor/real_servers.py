"""Debian's PostgreSQL, Redis and Caddy for the test that starts what docker-compose.yml describes.

On a CI machine (CI is set, and we are root) they are installed; elsewhere nothing is changed, and what
is missing is named.
"""

import os
import shutil
import subprocess
from pathlib import Path

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
PACKAGES = {"postgres": "postgresql", "redis-server": "redis-server", "caddy": "caddy"}


def find(name: str) -> Path | None:
    """The program file; PostgreSQL's are looked for where Debian keeps them, the newest version first."""
    known = sorted(DEBIAN_POSTGRES.glob(f"*/bin/{name}"), key=lambda path: -int(path.parts[-3]))
    on_path = shutil.which(name)
    return known[0] if known else Path(on_path) if on_path else None


def missing() -> list[str]:
    return [package for name, package in PACKAGES.items() if find(name) is None]


def ensure() -> None:
    """Tries to make `missing()` empty; whoever needs the servers asks again and says what is not there."""
    wanted, apt = missing(), shutil.which("apt-get")
    if not wanted or apt is None or os.geteuid() != 0 or not os.environ.get("CI"):
        return
    print(f"Installing {', '.join(wanted)} with apt ...", flush=True)
    # RUNLEVEL keeps the packages from starting servers of their own.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in ([apt, "update", "-q"], [apt, "install", "-q", "-y", "--no-install-recommends", *wanted]):
        if subprocess.run(command, env=env, capture_output=True).returncode != 0:
            return
