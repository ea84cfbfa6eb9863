"""The texts of the demo, read from `data/` (`data/README.md` says what stands where)."""

import functools
import json
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@functools.cache
def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found
