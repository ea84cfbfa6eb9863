"""What a card may ask about besides mood and sleep: `data/targets.json`."""

import functools
import json
from pathlib import Path

FILE = Path(__file__).parent / "data" / "targets.json"
# What is asked until the team has chosen.
DEFAULT = ("any",)


@functools.cache
def targets() -> dict[str, dict[str, str]]:
    """The words of each target by language ("en", "es"), by its key, in the order of the list."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))["targets"]
    return {row["key"]: {"en": row["en"], "es": row["es"]} for row in rows}
