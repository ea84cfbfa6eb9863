"""The check of a file that has arrived: its bytes go through `decoder.py`, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import IO, Any, cast

from django.conf import settings

from portal.files import logic, store
from portal.files.models import File
from portal.kernel.errors import Unavailable

WITHIN = 25.0  # seconds of one check, whatever the machine does beside it
_AT_ONCE = BoundedSemaphore(2)
_WAIT = 20.0
_DECODER = Path(__file__).with_name("decoder.py")


@dataclass(frozen=True)
class Verdict:
    """What the decoder found. With a `reason` nothing is kept."""

    reason: str = ""
    type: str = ""
    size: int = 0
    preview_size: int = 0
    width: int | None = None
    height: int | None = None


def check(file: File) -> Verdict:
    """Decodes what was received and stores what may be handed out. Raises Unavailable where too much is
    being checked already, or the storage is full."""
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise Unavailable(5)
    try:
        return _decoded(file)
    finally:
        _AT_ONCE.release()


def _decoded(file: File) -> Verdict:
    # No environment and no open file goes along: a decoder that was taken over would find nothing.
    process = subprocess.Popen(
        [sys.executable, "-I", "-B", str(_DECODER)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/", env={},
    )  # fmt: skip
    into, out = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    watch = Timer(WITHIN, process.kill)
    watch.start()
    try:
        with suppress(BrokenPipeError):
            for piece in store.read(file, logic.RECEIVED, size=file.declared):
                into.write(piece)
            into.close()
        return _stored(file, _header(out), out)
    finally:
        watch.cancel()
        process.kill()
        with suppress(BrokenPipeError):
            into.close()
        out.close()
        process.wait()


def _header(out: IO[bytes]) -> dict[str, Any]:
    try:
        found = json.loads(out.readline(4096))
    except ValueError:
        found = {}
    known = isinstance(found, dict) and (found.get("reason") in logic.REASONS or found.get("type"))
    return found if known else {"reason": "broken"}


def _stored(file: File, said: dict[str, Any], out: IO[bytes]) -> Verdict:
    """An answer that ends early is an unreadable file too; writing anew makes nothing much larger."""
    if "reason" in said:
        return Verdict(reason=said["reason"])
    verdict = Verdict(**said)
    if verdict.type not in logic.EXTENSIONS or not 0 < verdict.size <= 2 * settings.FILES_LARGEST:
        return Verdict(reason="huge")
    whole = store.write_all(file, logic.CONTENT, _cut(out, verdict.size)) == verdict.size
    whole &= store.write_all(file, logic.PREVIEW, _cut(out, verdict.preview_size)) == verdict.preview_size
    if whole:
        return verdict
    store.remove(file, logic.CONTENT, size=verdict.size)
    store.remove(file, logic.PREVIEW, size=verdict.preview_size)
    return Verdict(reason="broken")


def _cut(out: IO[bytes], size: int) -> Iterator[bytes]:
    while size and (some := out.read(min(size, logic.PIECE))):
        size -= len(some)
        yield some
