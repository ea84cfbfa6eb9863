"""Crisis numbers by region, from `data/regions.json`. A region that we do not know gets none of another's:
it is a fault of the setup and stops here."""

import functools
import json
from pathlib import Path
from typing import Any


@functools.cache
def _all() -> dict[str, Any]:
    file = Path(__file__).parent / "data" / "regions.json"
    regions: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["regions"]
    return regions


def of(region: str) -> tuple[str, list[dict[str, Any]], dict[str, Any]]:
    """The region's code, its contacts in order, and its emergency number."""
    found = _all()[region]
    return region, found["contacts"], found["emergency"]
