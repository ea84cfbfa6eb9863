"""Pure rules of accounts: how a code is written, what a device is called, who has which home."""

import base64
import re
from collections.abc import Iterable

# Crockford's alphabet: no I, L, O or U, so that a code on paper is read and typed without doubt.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TO_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET)
_LOOKALIKES = str.maketrans("OIL", "011")
CODE_LENGTH = 16  # 80 bits

ROLES = ("patient", "relative", "staff", "administrator")
_ROLE_OF = {
    "self": "patient",
    "family": "relative",
    "care_team": "staff",
    "program_lead": "staff",
    "program_staff": "staff",
    "administrator": "administrator",
}

_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def written_code(secret: bytes) -> str:
    """The code that these bytes stand for: 16 signs."""
    return base64.b32encode(secret).decode("ascii").translate(_TO_CROCKFORD)[:CODE_LENGTH]


def shown_code(code: str) -> str:
    """In groups of four, for mails and paper."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def read_code(typed: str) -> str:
    """What a person typed or pasted, as the code was written."""
    return re.sub(r"[\s\-]", "", typed).upper().translate(_LOOKALIKES)


def device_label(user_agent: str) -> str:
    """A name by which a person knows a device again: "Chrome, Android". Empty when nothing is known."""
    words = (_first(user_agent, _BROWSERS), _first(user_agent, _DEVICES))
    return ", ".join(word for word in words if word)


def _first(user_agent: str, names: Iterable[tuple[str, str]]) -> str:
    return next((name for sign, name in names if sign in user_agent), "")


def roles(bases: Iterable[str]) -> list[str]:
    """The homes that a person has, in the order in which they are offered.

    Somebody with no ground at all is here for the education part, which is the relatives' home.
    """
    found = {_ROLE_OF[basis] for basis in bases if basis in _ROLE_OF} or {"relative"}
    return [role for role in ROLES if role in found]
