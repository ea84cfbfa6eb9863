"""A50 to A52: what is uploaded to harm, what waits for the scanner, and what a photo tells of its place."""

import io
import json
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image

from portal.files import scanning
from portal.files.models import File
from portal.kernel.actor import Actor
from tests.portal.files.objects import CANARY, EICAR, clamd, document, located_photo, photo, sent
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


def _zip(name: str, inside: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, inside)
    return out.getvalue()


def _huge_png(side: int = 60_000) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(2_000_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")


HARMFUL = {
    "eicar": EICAR,
    "eicar.zip": _zip("eicar.com", EICAR),
    "eicar.docx": _zip("word/document.xml", EICAR),
    "page.pdf": b"<!doctype html><script>alert(1)</script>",
    "late.pdf": b"<script>alert(1)</script>" + document(),
    "empty-pages.pdf": b"%PDF-1.7\n<script>alert(1)</script>",
    "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "both.gif": b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)",
    "bomb.zip": _zip("zeros", bytes(20_000_000)),
    "huge.png": _huge_png(),
    "cut.jpg": photo((800, 800))[:900],
    "heic.jpg": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64),
}
NAMES = ("photo.jpg.exe", "../../x", "x" * 300, "in\u202efdp.jpg", "a\r\nSet-Cookie: x=1.jpg", "")


def _begin(client: Any, size: int, name: str = "IMG.jpg") -> Any:
    return client.post(
        "/api/v1/files", json.dumps({"name": name, "size": size}), content_type="application/json",
        headers={"idempotency-key": str(uuid4())},
    )  # fmt: skip


def _upload(client: Any, data: bytes, name: str = "IMG.jpg", kind: str = "image/jpeg") -> Any:
    """The answer to the last step."""
    begun = _begin(client, len(data), name)
    if begun.status_code != 201:
        return begun
    path, piece = f"/api/v1/files/{begun.json()['id']}", begun.json()["declared"] and 256 * 1024
    for number in range(-(-len(data) // piece)):
        part = data[number * piece :][:piece]
        assert client.put(f"{path}/pieces/{number}", part, content_type=kind).status_code == 200
    return client.post(f"{path}/finish", "{}", content_type="application/json")


@pytest.mark.feature("M7.b", "M7.d")
@pytest.mark.parametrize("name", HARMFUL)
def test_a50_what_is_no_photo_and_no_pdf_is_refused_with_a_reason_whatever_it_is_called(
    world: World, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    client = world.client("patient")
    answer = _upload(client, HARMFUL[name], name)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/content" and len(error["detail"]) > 20
    row = File.objects.get()
    assert (row.state, row.size) == ("refused", 0)
    assert client.get(f"/api/v1/files/{row.id}/content").status_code == 404
    assert list(tmp_path.iterdir()) == []


@pytest.mark.feature("M7.d")
def test_a50_the_reason_fits_what_it_was_in_the_readers_language(world: World) -> None:
    from portal.accounts.models import Account

    words = {
        name: _upload(world.client("patient"), HARMFUL[name]).json()["errors"][0]["detail"]
        for name in ("eicar.docx", "heic.jpg", "page.pdf", "huge.png")
    }
    assert "PDF" in words["eicar.docx"] and "screenshot" in words["heic.jpg"]
    assert len(set(words.values())) == 4
    Account.objects.filter(id=world.people["patient"].id).update(language="es")
    answer = _upload(world.client("patient"), HARMFUL["page.pdf"])
    assert answer.json()["errors"][0]["detail"] == "Ese archivo no se abre aquí. Una foto o un PDF, sí."


@pytest.mark.parametrize("name", NAMES)
def test_a50_a_download_is_an_attachment_of_the_right_type_under_a_name_of_ours(
    world: World, name: str
) -> None:
    client = world.client("patient")
    # The sender's word for it counts for nothing.
    file = _upload(client, photo(), name, kind="text/html").json()
    answer = client.get(f"/api/v1/files/{file['id']}/content")
    assert answer.status_code == 200 and answer.getvalue()[:3] == b"\xff\xd8\xff"
    wanted = {
        "Content-Type": "image/jpeg", "Content-Disposition": 'attachment; filename="photo.jpg"',
        "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store, private",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }  # fmt: skip
    assert {key: answer[key] for key in wanted} == wanted
    assert not {"\r", "\n", "\u202e", "/"} & set(file["name"]) and len(file["name"]) <= 120


def test_a50_nothing_too_much_and_lies_about_the_length_are_refused(world: World) -> None:
    client = world.client("patient")
    for size in (0, -1, 10 * 1024 * 1024 + 1, 2**40):
        assert _begin(client, size).status_code == 400
    assert _begin(client, 5, "a\0b.jpg").status_code == 400
    path = f"/api/v1/files/{_begin(client, 1000).json()['id']}"
    for data in (b"", b"x" * 999, b"x" * 1001, b"x" * (256 * 1024)):
        answer = client.put(f"{path}/pieces/0", data, content_type="application/octet-stream")
        assert answer.status_code == 400
    big = client.put(f"{path}/pieces/0", b"x" * (2 * 1024 * 1024), content_type="application/octet-stream")
    assert big.status_code == 413
    assert client.put(f"{path}/pieces/7", b"x" * 1000).status_code == 400
    assert client.get(path).json()["received"] == 0


@pytest.mark.feature("M7.g")
def test_a51_what_waits_for_the_scanner_is_opened_by_nobody_and_what_it_finds_is_removed(
    world: World, settings: Any
) -> None:
    with clamd() as address:
        settings.CLAMAV = address
        patient = world.client("patient")
        clean = _upload(patient, photo()).json()
        # PDFs are handed on with their words, so that a scanner finds what is in them.
        found = _upload(
            patient, document(b"/Marked (" + EICAR.replace(b"(", b"").replace(b")", b"") + b")")
        ).json()
        for file in (clean, found):
            assert file["state"] == "pending"
            sent(world, UUID(file["id"]))
            for who in ("patient", "therapist", "lead", "neighbour"):
                client = world.client(who)
                ends = ("content", "preview")
                codes = [client.get(f"/api/v1/files/{file['id']}/{end}").status_code for end in ends]
                assert codes == [404, 404], who
        assert scanning.scan_due(Actor.system("files.scan")) == 2
        client = world.client("therapist")
        assert client.get(f"/api/v1/files/{clean['id']}/content").status_code == 200
        assert client.get(f"/api/v1/files/{found['id']}").json()["state"] == "refused"
        assert client.get(f"/api/v1/files/{found['id']}/content").status_code == 404


@pytest.mark.feature("M7.g")
def test_a51_a_scanner_that_is_set_later_closes_what_it_has_not_seen(world: World, settings: Any) -> None:
    client = world.client("patient")
    file = _upload(client, photo()).json()
    assert client.get(f"/api/v1/files/{file['id']}/content").status_code == 200
    settings.CLAMAV = ("127.0.0.1", 9)
    assert client.get(f"/api/v1/files/{file['id']}/content").status_code == 404


@pytest.mark.feature("M7.c")
def test_a52_the_place_of_a_photo_and_all_else_beside_its_pixels_is_gone(world: World) -> None:
    data = located_photo()
    assert CANARY in data and dict(Image.open(io.BytesIO(data)).getexif().get_ifd(0x8825))
    client = world.client("patient")
    file = _upload(client, data).json()
    for end in ("content", "preview"):
        got = client.get(f"/api/v1/files/{file['id']}/{end}").getvalue()
        picture = Image.open(io.BytesIO(got))
        assert not picture.getexif() and not {"exif", "comment", "icc_profile"} & set(picture.info)
        assert CANARY not in got and b"Exif" not in got
        assert picture.size == (40, 60)
