"""The public half of the push key."""

import base64
import functools

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


@functools.cache
def public_key(private: str) -> str:
    """The uncompressed public point in base64url, as browsers want it."""
    key = Vapid02.from_string(private)
    raw = key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
