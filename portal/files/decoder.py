"""Looks at one file of a stranger, in a process of its own: run as `python -I decoder.py`, never imported.

Takes the bytes on its input and answers on its output: a line of JSON, then the bytes to hand out, then
those of the preview. It knows no key, no database and no folder; it bounds its own memory and time, and
cannot write a file. A crash in here is an unreadable file, and nothing more.

Photos are decoded and written anew, turned upright, without anything that a camera or an app adds. PDFs are
written anew by PDFium and looked over in that form, in which no object hides in another: scripts, commands,
forms that send, films and files inside a file are refused.
"""

import io
import json
import re
import resource
import sys
import warnings
from typing import Any

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2560
PREVIEW_SIDE = 480
MOST_PAGES = 500
_MEMORY = 900 * 1024 * 1024
_SECONDS = 20
_ACTIVE = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE|GoToR|Rendition"
    rb"|Movie|Sound|3D|U3D)(?![A-Za-z0-9_.+-])"
)
_STREAM = re.compile(rb">>\s*stream\r?\n.*?endstream", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OFFICE = {".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".odt", ".ods", ".odp", ".rtf", ".pages"}
_HEIC = {".heif", ".heic", ".hif", ".avif"}


class Refused(Exception):
    """Carries a code of portal.files.logic.REASONS."""


def bound() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, _MEMORY),
    ):  # fmt: skip
        try:
            resource.setrlimit(what, (most, most))
        except (OSError, ValueError):
            continue  # macOS has no bound of the address space


def look(data: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or data[:4] + data[8:12] == b"RIFFWEBP":
        return _photo(data)
    raise Refused(_named(data))


def _named(data: bytes) -> str:
    """What it seems to be instead: only for words that help."""
    import puremagic

    try:
        ending = puremagic.from_string(data[:65536])
    except (puremagic.PureError, ValueError):
        return "kind"
    return "heic" if ending in _HEIC else "office" if ending in _OFFICE else "kind"


def _photo(data: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        found = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        found.load()
        upright = ImageOps.exif_transpose(found)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError) as error:
        raise Refused("huge") from error
    except Exception as error:  # whatever a decoder stumbles over
        raise Refused("broken") from error
    clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    plain = upright.convert("RGBA" if clear else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    bare = _bare(plain)
    size = bare.size
    content = _written(bare, "PNG" if clear else "JPEG", 85)
    bare.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    preview = _written(bare, "PNG" if clear else "JPEG", 75)
    kind = "image/png" if clear else "image/jpeg"
    return {"type": kind, "width": size[0], "height": size[1]}, content, preview


def _bare(image: Any) -> Any:
    """The pixels alone: what stood beside them would go along into the new file."""
    from PIL import Image

    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _written(image: Any, kind: str, quality: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **({"quality": quality} if kind == "JPEG" else {}), optimize=True)
    return out.getvalue()


def _pdf(data: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        raise Refused("locked" if locked else "broken") from error
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Refused("locked")
    if not 0 < len(document) <= MOST_PAGES:
        raise Refused("huge" if len(document) else "broken")
    try:
        for number in range(len(document)):
            document[number].get_size()
        out = io.BytesIO()
        document.save(out)
    except pdfium.PdfiumError as error:
        raise Refused("broken") from error
    written = out.getvalue()
    if _ACTIVE.search(_plain_names(_STREAM.sub(b">>", written))):
        raise Refused("active")
    return {"type": "application/pdf", "width": None, "height": None}, written, b""


def _plain_names(data: bytes) -> bytes:
    """`/J#53` is another way to write `/JS`."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def main() -> None:
    bound()
    content = preview = b""
    try:
        said, content, preview = look(sys.stdin.buffer.read())
        said |= {"size": len(content), "preview_size": len(preview)}
    except Refused as error:
        said = {"reason": str(error)}
    except MemoryError:
        said = {"reason": "huge"}
    out = sys.stdout.buffer
    out.write(json.dumps(said).encode() + b"\n")
    out.write(content)
    out.write(preview)
    out.flush()


if __name__ == "__main__":
    main()
