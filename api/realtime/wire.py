"""The words of the socket's protocol, `footbridge.v1`."""

from enum import IntEnum
from io import BytesIO
from typing import Any
from uuid import UUID

from rest_framework.exceptions import ParseError

from api.parsing import StrictJSON
from api.rendering import encode

PROTOCOL = "footbridge.v1"


class Close(IntEnum):
    """Why the server closed. The client reconnects after SLOW, and after ACCESS with a fresh look."""

    SLOW = 1013
    TOO_LARGE = 1009
    NONSENSE = 4400
    SIGNED_OUT = 4401
    ACCESS = 4403
    TOO_MANY = 4429


class Nonsense(Exception):
    """Not a message of this protocol."""


def write(frame: dict[str, Any]) -> str:
    """The same JSON as REST answers carry."""
    return encode(frame).decode()


def read(text: str) -> tuple[str, UUID, Any]:
    """Type, id and unchecked data of a command. Raises Nonsense."""
    try:
        found = StrictJSON().parse(BytesIO(text.encode()))
    except (ParseError, ValueError) as error:
        raise Nonsense from error
    if not isinstance(found, dict) or not set(found) <= {"type", "id", "data"}:
        raise Nonsense
    kind, key = found.get("type"), found.get("id")
    if not isinstance(kind, str) or not isinstance(key, str) or len(kind) > 80:
        raise Nonsense
    try:
        return kind, UUID(key), found.get("data", {})
    except ValueError as error:
        raise Nonsense from error
