"""What tests of files add to the cast: pictures, documents, uploads."""

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from PIL import Image

from portal.files import actions, logic, receiving
from portal.files.models import File
from tests.world import World

CANARY = b"canary-7f3a"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def photo(size: tuple[int, int] = (64, 48), kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    mode = "RGBA" if kind == "PNG" else "RGB"
    Image.new(mode, size, "teal").save(out, kind, **options)
    return out.getvalue()


def noise(side: int = 900) -> bytes:
    """A photo that does not get small: some pieces long."""
    out = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


def located_photo() -> bytes:
    """As a phone takes it: on its side, with the place, a maker's name and a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned to the right
    exif[0x010F] = CANARY.decode()
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (33.0, 26.0, 54.0), "W", (112.0, 4.0, 24.0)
    return photo((60, 40), exif=exif, comment=CANARY)


def document(catalog: bytes = b"") -> bytes:
    """A PDF of one page, with more in its catalogue where a test wants it."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    )
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 4\n0000000000 65535 f \n" + rows + b"trailer << /Size 4 /Root 1 0 R >>\n"
    return out + table + b"startxref\n%d\n%%%%EOF\n" % len(out)


def begun(world: World, data: bytes, *, who: str = "patient", name: str = "IMG_1.jpg") -> File:
    """Announced: nothing is here yet."""
    about = None if who in ("patient", "neighbour", "stranger") else world.patient.id
    return actions.begin(world.actor(who), key=uuid4(), name=name, size=len(data), patient_id=about)


def arrived(world: World, data: bytes, *, who: str = "patient", name: str = "IMG_1.jpg") -> File:
    """All of it is here, and nobody has looked at it."""
    row = begun(world, data, who=who, name=name)
    for piece in range(logic.pieces(len(data))):
        part = data[piece * logic.PIECE :][: logic.PIECE]
        row = receiving.take_piece(world.actor(who), file_id=row.id, piece=piece, data=part)
    return row


def uploaded(
    world: World, data: bytes | None = None, *, who: str = "patient", name: str = "IMG_1.jpg"
) -> File:
    """Looked at, and ready to be sent."""
    row = arrived(world, data or photo(), who=who, name=name)
    return receiving.finish(world.actor(who), file_id=row.id)


def sent(world: World, file_id: UUID, *, who: str = "patient") -> UUID:
    """A message without words that carries the file. Returns the message's id."""
    from portal.messaging import actions as messaging

    made = messaging.send_message(
        world.actor(who), key=uuid4(), body="", topic="other", attachments=[file_id]
    )
    return made.message_id


@contextmanager
def clamd(answer: bytes | None = None) -> Iterator[tuple[str, int]]:
    """A scanner on the loopback: finds EICAR, or says `answer`, or (b"") takes everything and is silent."""
    listener = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                line, _where = listener.accept()
            except OSError:
                return
            held.append(line)
            said = _asked(line)
            if answer is None:
                found = b"stream: Eicar-Test-Signature FOUND" if b"EICAR" in said else b"stream: OK"
                line.sendall((b"PONG" if said == b"PING" else found) + b"\0")
            elif answer:
                line.sendall(answer + b"\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield "127.0.0.1", listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for line in held:
            line.close()
        thread.join(5)


def _asked(line: socket.socket) -> bytes:
    """What a client streams, put together; b"PING" for that."""
    with line.makefile("rb") as read:
        command = b""
        while not command.endswith(b"\0"):
            command += read.read(1)
        if command == b"zPING\0":
            return b"PING"
        said = b""
        while size := int.from_bytes(read.read(4), "big"):
            said += read.read(size)
        return said
