"""What counts as a JSON body."""

import json
import math
from typing import Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


def _no_constant(_name: str) -> Any:
    raise ParseError


def _finite(written: str) -> float:
    found = float(written)
    if math.isinf(found):  # 1e400
        raise ParseError
    return found


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ParseError
    return found


class StrictJSON(JSONParser):
    """JSON as RFC 8259 has it: UTF-8, no NaN nor infinity, no key twice, no NUL, no lone
    surrogate, no number of more than 64 bits, bounded depth."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            text = stream.read().decode("utf-8")
            if "\\u0000" in text or "\x00" in text:
                raise ParseError
            found = json.loads(
                text, parse_constant=_no_constant, parse_float=_finite, object_pairs_hook=_no_twice
            )
            orjson.dumps(found)  # refuses a lone surrogate, and a number of more than 64 bits
        except (ValueError, TypeError, RecursionError) as error:
            raise ParseError from error
        return found
