"""JSON as it leaves, over HTTP and by socket: orjson's, and DRF's own for what orjson does not know."""

from collections.abc import Iterable
from typing import Any

import orjson
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.utils.encoders import JSONEncoder

_other = JSONEncoder().default


def encode(data: Any) -> bytes:
    """Instants in UTC end in Z, as everywhere in the API. Raises TypeError for what is no data."""
    written = orjson.dumps(data, default=_other, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS)
    # Two line ends that are none in JSON, but are in scripts.
    return written.replace(b"\xe2\x80\xa8", rb"\u2028").replace(b"\xe2\x80\xa9", rb"\u2029")


class PlainJSON(JSONRenderer):
    """One form for every reader: nobody asks us for indents."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        return b"" if data is None else encode(data)


class OneForm(DefaultContentNegotiation):
    """Each answer has one form, so what a client says that it takes is not read."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        first = next(iter(renderers))
        return first, str(first.media_type)
