"""What leaves is what DRF would write, and what no JSON can say is refused."""

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.exceptions import ErrorDetail, ParseError
from rest_framework.utils.encoders import JSONEncoder

from api.parsing import StrictJSON
from api.rendering import encode

WEST = timezone(timedelta(hours=-5))
WORDS = st.text(st.characters(codec="utf-8"))
NUMBERS = st.integers(-(2**63), 2**63) | st.floats(allow_nan=False, allow_infinity=False)
TIMES = st.dates() | st.timedeltas() | st.datetimes(timezones=st.just(UTC))
LEAVES = st.none() | st.booleans() | NUMBERS | TIMES | WORDS | st.uuids()
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=8
)


@given(DATA)
def test_it_reads_like_what_drf_writes(data: Any) -> None:
    assert json.loads(encode(data)) == json.loads(json.dumps(data, cls=JSONEncoder))


@pytest.mark.parametrize(
    ("data", "written"),
    [
        (datetime(2026, 3, 1, 9, 30, tzinfo=UTC), '"2026-03-01T09:30:00Z"'),
        (datetime(2026, 3, 1, 9, 30, 0, 5, tzinfo=WEST), '"2026-03-01T09:30:00.000005-05:00"'),
        (date(2026, 3, 1), '"2026-03-01"'),
        (time(9, 30), '"09:30:00"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Decimal("1.50"), "1.5"),
        (ErrorDetail("No", code="no"), '"No"'),
        (gettext_lazy("Yes"), '"Yes"'),
        ({1: "ñ"}, '{"1":"ñ"}'),
        ("a\u2028b\u2029", '"a\\u2028b\\u2029"'),
    ],
)  # fmt: skip
def test_each_kind_has_one_form(data: Any, written: str) -> None:
    assert encode(data).decode() == written


@pytest.mark.parametrize(
    "body",
    [b'{"a":1,"a":2}', b"[NaN]", b"[-Infinity]", b"[1e400]", b'["\\u0000"]', b'["\\ud800"]', b"[1",
     b"[18446744073709551616]", b"[" * 100_000, b"\xff"],
)  # fmt: skip
def test_what_is_no_json_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        StrictJSON().parse(BytesIO(body))
