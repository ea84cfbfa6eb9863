"""What counts as a JSON body."""

import json
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


def _no_constant(_name: str) -> Any:
    raise ParseError


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError
    return found


class StrictJSON(JSONParser):
    """JSON as RFC 8259 has it: UTF-8, no NaN nor infinity, no key twice, no NUL, no lone
    surrogate, bounded depth."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            text = stream.read().decode("utf-8")
            if "\\u0000" in text or "\x00" in text:
                raise ParseError
            found = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twice)
            # Neither a lone surrogate nor a number beyond all numbers (1e400).
            json.dumps(found, ensure_ascii=False, allow_nan=False).encode("utf-8")
        except (ValueError, RecursionError) as error:
            raise ParseError from error
        return found
