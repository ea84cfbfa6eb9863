"""Small disks of a test's own, for a process in a mount namespace, and how they get full."""

import subprocess
import tempfile
from pathlib import Path


def mounted(name: str, *, size_mb: int) -> Path:
    disk = Path(tempfile.mkdtemp(prefix=f"fb-{name}-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(disk)], check=True)
    return disk


def fill(disk: Path) -> Path:
    """Takes what is left, first in large pieces and then byte by byte."""
    file = disk / "ballast"
    with file.open("ab", buffering=0) as ballast:
        for piece in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    ballast.write(b"x" * piece)
            except OSError:
                continue
    return file
