"""Sizes, names and times of files. Pure."""

import unicodedata
from datetime import timedelta

PIECE = 256 * 1024  # what a phone sends at once, and what is sealed as one
MOST_TOGETHER = 5  # files of one message
LONGEST_NAME = 120
MOST_IN_AN_HOUR = 40
UNSENT_FOR = timedelta(hours=24)
_SCAN_AGAIN = (10, 30, 60, 120, 300, 600, 900)  # seconds

RECEIVED, CONTENT, PREVIEW = "r", "c", "p"
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}

# Why a file is refused, as the check and the scan say it. For each the catalogue has `files.refused_<code>`.
REASONS = ("kind", "heic", "office", "broken", "locked", "active", "huge", "infected")


def pieces(size: int) -> int:
    return -(-size // PIECE)


def length_of(piece: int, *, of: int) -> int:
    """How many bytes a piece has, counted from 0; 0 where there is none."""
    return max(0, min(PIECE, of - piece * PIECE))


def clean_name(name: str) -> str:
    """A name as it may be shown: no folder, nothing that is not seen or turns the reading, not too long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(" " if char.isspace() else char for char in last if char.isspace() or _seen(char))
    words = " ".join(shown.split()).lstrip(". ")
    if len(words) <= LONGEST_NAME:
        return words
    stem, dot, ending = words.rpartition(".")
    if not dot or len(ending) > 8:
        return words[: LONGEST_NAME - 1] + "…"
    return f"{stem[: LONGEST_NAME - len(ending) - 2]}….{ending}"


def _seen(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def scan_again(tries: int) -> timedelta:
    """How long to wait after this many scans that came to no end."""
    return timedelta(seconds=_SCAN_AGAIN[min(tries, len(_SCAN_AGAIN)) - 1])
