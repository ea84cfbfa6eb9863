"""ClamAV's daemon, asked over its own small protocol (INSTREAM). One question has one deadline in all."""

import socket
import time
from collections.abc import Iterable

from django.conf import settings

WITHIN = 45.0  # seconds: clamd's own limit of a scan is 120, and nobody waits that long for a photo
_GREETING = b"zINSTREAM\0"


class ScannerAway(Exception):
    """It did not answer, or not with a verdict."""


def configured() -> bool:
    return settings.CLAMAV is not None


def is_clean(data: Iterable[bytes], *, within: float = WITHIN) -> bool:
    """Whether the scanner finds nothing. Raises ScannerAway for anything but a clear answer."""
    end = time.monotonic() + within
    try:
        with _open(end) as line:
            line.sendall(_GREETING)
            for some in data:
                _hurry(line, end)
                line.sendall(len(some).to_bytes(4, "big") + some)
            line.sendall(bytes(4))
            said = _answer(line, end)
    except OSError as error:
        raise ScannerAway from error
    if said.endswith(b" FOUND"):
        return False
    if said == b"stream: OK":
        return True
    raise ScannerAway


def answers(*, within: float = 1.0) -> bool:
    end = time.monotonic() + within
    try:
        with _open(end) as line:
            line.sendall(b"zPING\0")
            return _answer(line, end) == b"PONG"
    except OSError:
        return False


def _open(end: float) -> socket.socket:
    where = settings.CLAMAV
    if where is None:
        raise OSError
    if not isinstance(where, str):
        return socket.create_connection(where, timeout=max(0.1, end - time.monotonic()))
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        _hurry(line, end)
        line.connect(where)
    except OSError:
        line.close()
        raise
    return line


def _hurry(line: socket.socket, end: float) -> None:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)


def _answer(line: socket.socket, end: float) -> bytes:
    said = b""
    while len(said) < 4096 and not said.endswith(b"\0"):
        _hurry(line, end)
        some = line.recv(4096)
        if not some:
            break
        said += some
    return said.rstrip(b"\0\n")
