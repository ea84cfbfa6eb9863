"""The sealed stream of a backup."""

from collections.abc import Callable
from io import BytesIO

import pytest

from portal.kernel import archive

KEY = b"k" * 32


def sealed(*parts: bytes) -> bytes:
    out = BytesIO()
    archive.write(out, parts, key=KEY)
    return out.getvalue()


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(archive.read(BytesIO(data), key=key))


@pytest.mark.parametrize(
    "size", [0, 1, archive.CHUNK - 1, archive.CHUNK, archive.CHUNK + 1, 3 * archive.CHUNK]
)
def test_what_goes_in_comes_out_at_every_edge_of_a_chunk(size: int) -> None:
    plain = bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed(plain[: size // 2], plain[size // 2 : size])) == plain[:size]


def test_nothing_of_the_content_can_be_read_and_no_two_archives_are_alike() -> None:
    assert b"canary" not in sealed(b"canary" * 100)
    assert sealed(b"canary") != sealed(b"canary")


def _chunks(data: bytes) -> tuple[bytes, list[bytes]]:
    start = len(archive.MAGIC) + 16
    whole = 4 + archive.CHUNK + 16
    return data[:start], [data[at : at + whole] for at in range(start, len(data), whole)]


def _without_end(data: bytes) -> bytes:
    head, chunks = _chunks(data)
    return head + b"".join(chunks[:-1])


def _in_other_order(data: bytes) -> bytes:
    head, chunks = _chunks(data)
    return head + chunks[1] + chunks[0] + b"".join(chunks[2:])


def _twice_a_chunk(data: bytes) -> bytes:
    head, chunks = _chunks(data)
    return head + chunks[0] + b"".join(chunks)


DAMAGES: list[Callable[[bytes], bytes]] = [
    _without_end,
    _in_other_order,
    _twice_a_chunk,
    lambda data: data[:-1],
    lambda data: data + b"\0",
    lambda data: data[:2000] + bytes([data[2000] ^ 1]) + data[2001:],
    lambda data: data[:25] + bytes([data[25] ^ 1]) + data[26:],
    lambda data: data[: len(archive.MAGIC) + 16],
    lambda _: b"PGDMP of somebody else",
    lambda _: b"",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_archive_does_not_open_to_its_end(damage: Callable[[bytes], bytes]) -> None:
    data = sealed(b"x" * (2 * archive.CHUNK + 5))
    with pytest.raises(archive.ArchiveBroken):
        opened(damage(data))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(archive.ArchiveBroken):
        opened(sealed(b"hello"), key=b"o" * 32)
