"""F15: the disk is full: messages are put off, and none that was acknowledged is missing afterwards. The disk
of the uploads is full: a photo is put off, its words stay where they were written, and messages go on.

The disk is a small one of the test's own, in a mount namespace. Where this machine allows none, that is said.
"""

import json
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.e2e.clinic import ROOT
from tests.faults.conftest import ALIKE

NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


def allowed() -> bool:
    if shutil.which("unshare") is None:
        return False
    command = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(command, capture_output=True).returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not allowed(), reason="this machine lets a test make no mount namespace"),
]
PUT_OFF = [503, "application/problem+json", True]


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """What one product went through: first its uploads, then all of it."""
    command = [*NAMESPACE, sys.executable, "-m", "tests.faults.full_disk", str(ALIKE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-4000:]
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.feature("D5.e")
def test_a_full_disk_puts_messages_off_and_loses_none(found: dict[str, Any]) -> None:
    assert set(found["full"].values()) <= {201, 503}  # 503 with Retry-After, and never 500
    assert 503 in found["full"].values()
    assert found["live"] == 200
    for key, status in found["full"].items():
        assert found["again"][key] == (200 if status == 201 else 201)
        assert found["stored"][key] == 1


@pytest.mark.feature("D5.e", "M7.f")
def test_a_full_disk_of_uploads_puts_the_photo_off_and_messages_go_on(found: dict[str, Any]) -> None:
    upload = found["upload"]
    assert upload["first piece"] == 200
    assert upload["refused"] == [PUT_OFF] * 3
    assert upload["left"] == []  # nothing of a piece that did not fit
    assert upload["sent with it"] in {400, 409}
    assert upload["draft"] == "The swelling, as of today"
    assert upload["words alone"] == 201
    assert upload["full at the end"] == PUT_OFF
    # And with room again the same upload goes on where it stood.
    assert upload["further pieces"] is True
    assert (upload["finished"], upload["sent at last"], upload["unfinished"]) == (200, 201, [])
