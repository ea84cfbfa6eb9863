"""The bytes of a file: sealed pieces of at most 256 KiB under random names, in whatever storage is set.

Nothing here decides who may. A part of a file is what was received, what is handed out, or the preview;
piece `n` of a part opens only as piece `n` of that part of that file.
"""

import logging
from collections.abc import Iterable, Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from portal.files import logic
from portal.files.models import File
from portal.kernel import crypto
from portal.kernel.errors import Unavailable

log = logging.getLogger("footbridge.files")


def _storage() -> Storage:
    return storages["files"]


def _name(file: File, part: str, piece: int) -> str:
    return f"{file.place[:2]}/{file.place}.{part}{piece}"


def _aad(file: File, part: str, piece: int) -> str:
    return f"files_file:{part}{piece}:{file.id}"


def write(file: File, part: str, piece: int, data: bytes) -> None:
    """Raises Unavailable where the storage has no room or is away; then nothing of the piece stays."""
    name = _name(file, part, piece)
    sealed = crypto.seal_bytes(file.patient_id, data, place=_aad(file, part, piece))
    try:
        _storage().delete(name)
        if _storage().save(name, ContentFile(sealed)) != name:
            raise FileExistsError(name)
    except OSError as error:
        log.error("a piece could not be stored file=%s error=%s", file.id, type(error).__name__)
        _forget(name)
        raise Unavailable(30, "files.no_room") from error


def write_all(file: File, part: str, data: Iterable[bytes]) -> int:
    """Stores a part from a stream of any cut. Returns its size."""
    held, piece, size = b"", 0, 0
    for some in data:
        held += some
        while len(held) >= logic.PIECE:
            write(file, part, piece, held[: logic.PIECE])
            held, piece, size = held[logic.PIECE :], piece + 1, size + logic.PIECE
    if held:
        write(file, part, piece, held)
    return size + len(held)


def read(file: File, part: str, *, size: int) -> Iterator[bytes]:
    """The part, piece by piece. Raises Unavailable where the storage does not have one of them."""
    for piece in range(logic.pieces(size)):
        try:
            with _storage().open(_name(file, part, piece)) as stored:
                sealed = stored.read()
        except OSError as error:
            log.error("a piece could not be read file=%s error=%s", file.id, type(error).__name__)
            raise Unavailable from error
        yield crypto.unseal_bytes(file.patient_id, sealed, place=_aad(file, part, piece))


def remove(file: File, part: str, *, size: int) -> None:
    """Removes the pieces of a part. What cannot be removed stays sealed, under a name that no row knows."""
    for piece in range(logic.pieces(size)):
        _forget(_name(file, part, piece))


def remove_all(file: File) -> None:
    remove(file, logic.RECEIVED, size=file.declared)
    remove(file, logic.CONTENT, size=file.size)
    remove(file, logic.PREVIEW, size=file.preview_size)


def _forget(name: str) -> None:
    try:
        _storage().delete(name)
    except OSError as error:
        log.error("a piece could not be removed error=%s", type(error).__name__)
