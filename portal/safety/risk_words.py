"""What somebody writes, read for words of risk by the rules in `data/risk_words.<language>.json`.

Both languages are always tried: people write in the one that is nearer. The text stays here: nothing of
it is stored, logged or told.
"""

import functools
import json
from pathlib import Path

from portal.safety import logic

LANGUAGES = ("en", "es")


@functools.cache
def _rules() -> tuple[logic.Rules, ...]:
    folder = Path(__file__).parent / "data"
    files = (folder / f"risk_words.{language}.json" for language in LANGUAGES)
    return tuple(logic.compile_rules(json.loads(file.read_text(encoding="utf-8"))) for file in files)


def read(text: str) -> logic.Reading:
    """The level of a text, 0 to 3, and the kinds of signs that made it."""
    return logic.read(text, _rules())
