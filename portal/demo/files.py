"""Pictures and papers that people of the demo send, drawn when they are needed."""

import io
from collections.abc import Sequence
from uuid import UUID, uuid4

from PIL import Image, ImageDraw, ImageFont

from portal.files import actions, logic, receiving
from portal.kernel.actor import Actor

_INK, _PAPER, _LINE = "#23302b", "#fbf6ea", "#b9c4b4"


def upload(actor: Actor, *, name: str, lines: Sequence[str], patient_id: UUID | None) -> UUID:
    """A card with these lines, as a photo or (by its name) a PDF. Returns the file's id."""
    data = _drawn(lines, kind="PDF" if name.endswith(".pdf") else "JPEG")
    row = actions.begin(actor, key=uuid4(), name=name, size=len(data), patient_id=patient_id)
    for piece in range(logic.pieces(len(data))):
        part = data[piece * logic.PIECE :][: logic.PIECE]
        receiving.take_piece(actor, file_id=row.id, piece=piece, data=part)
    return receiving.finish(actor, file_id=row.id).id


def _drawn(lines: Sequence[str], *, kind: str) -> bytes:
    card = Image.new("RGB", (900, 240 + 90 * len(lines)), _PAPER)
    pen, font = ImageDraw.Draw(card), ImageFont.load_default(44)
    for number, line in enumerate(lines):
        at = 110 + 90 * number
        pen.text((80, at), line, fill=_INK, font=font)
        pen.line((80, at + 64, 820, at + 64), fill=_LINE, width=3)
    out = io.BytesIO()
    card.save(out, kind)
    return out.getvalue()
