"""A sealed stream of bytes: what `backup` writes and `restore` reads.

`footbridge-backup-1\\n | salt (16) | chunks`, a chunk being `length (4) | AES-256-GCM`. Each archive has a
key of its own, derived from the backup key and the salt. A chunk's nonce is its number and whether it is
the last one, so that a changed, moved, missing or cut-off chunk does not open. Constant memory.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"footbridge-backup-1\n"
CHUNK = 1024 * 1024
_SALT = 16
_TAG = 16


class ArchiveBroken(Exception):
    """The archive does not open: another key, another kind of file, changed, or cut off."""


def write(out: BinaryIO, parts: Iterable[bytes], *, key: bytes) -> int:
    """Seals `parts` into `out`. Returns the number of plain bytes."""
    salt = os.urandom(_SALT)
    box = _box(key, salt)
    out.write(MAGIC + salt)
    number = total = 0
    held = bytearray()
    for part in parts:
        held += part
        while len(held) > CHUNK:  # not >=: the last chunk is known only when nothing more comes
            _put(out, box, number, bytes(held[:CHUNK]), last=False)
            del held[:CHUNK]
            number, total = number + 1, total + CHUNK
    _put(out, box, number, bytes(held), last=True)
    return total + len(held)


def read(source: BinaryIO, *, key: bytes) -> Iterator[bytes]:
    """Opens chunk by chunk. Raises ArchiveBroken at the first that does not open, or at a missing end.

    What came before is genuine, but is of no use on its own: the caller commits nothing until the end.
    """
    if source.read(len(MAGIC)) != MAGIC:
        raise ArchiveBroken("This is not a backup of Footbridge.")
    box = _box(key, source.read(_SALT))
    number = 0
    sealed = _take(source)
    while sealed is not None:
        following = _take(source)
        nonce = _nonce(number, last=following is None)
        try:
            yield box.decrypt(nonce, sealed, MAGIC)
        except InvalidTag:
            raise ArchiveBroken(
                "The backup does not open: it has another key, was changed, or is cut off."
            ) from None
        number, sealed = number + 1, following
    if number == 0:
        raise ArchiveBroken("The backup is cut off.")


def _box(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=MAGIC).derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


def _put(out: BinaryIO, box: AESGCM, number: int, plain: bytes, *, last: bool) -> None:
    sealed = box.encrypt(_nonce(number, last=last), plain, MAGIC)
    out.write(len(sealed).to_bytes(4, "big") + sealed)


def _take(source: BinaryIO) -> bytes | None:
    head = source.read(4)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    sealed = source.read(length) if _TAG <= length <= CHUNK + _TAG else b""
    if len(head) < 4 or len(sealed) < length or not sealed:
        raise ArchiveBroken("The backup is cut off or damaged.")
    return sealed
