"""F15: the disk is full: messages are put off, and none that was acknowledged is missing afterwards.

The disk is a small one of the test's own, in a mount namespace. Where this machine allows none, that is said.
"""

import json
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.e2e.clinic import ROOT

NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


def allowed() -> bool:
    if shutil.which("unshare") is None:
        return False
    command = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(command, capture_output=True).returncode == 0


@pytest.mark.slow
@pytest.mark.feature("D5.e")
@pytest.mark.skipif(not allowed(), reason="this machine lets a test make no mount namespace")
def test_a_full_disk_puts_messages_off_and_loses_none() -> None:
    command = [*NAMESPACE, sys.executable, "-m", "tests.faults.full_disk"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout)
    assert set(found["full"].values()) <= {201, 503}  # 503 with Retry-After, and never 500
    assert 503 in found["full"].values()
    assert found["live"] == 200
    for key, status in found["full"].items():
        assert found["again"][key] == (200 if status == 201 else 201)
        assert found["stored"][key] == 1
