"""JSON as it leaves: DRF's own, for what stands in our answers by the hundred first."""

from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder


class Encoder(JSONEncoder):
    def default(self, obj: Any) -> Any:
        kind = type(obj)
        if kind is UUID:
            return str(obj)
        if kind is datetime:
            written = obj.isoformat()
            return f"{written[:-6]}Z" if written.endswith("+00:00") else written
        return super().default(obj)


# Answers are trees: nobody has to look whether one holds itself.
_encode = Encoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False).encode


class PlainJSON(JSONRenderer):
    """One form for every reader: nobody asks us for indents."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        if data is None:
            return b""
        # Two line ends that are none in JSON, but are in scripts.
        return _encode(data).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
