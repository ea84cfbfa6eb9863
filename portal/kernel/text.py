"""Words that people read, from one catalogue for server and front end.

`catalogue/<language>/<domain>.json` holds flat keys ("schedule.today"). A value is a sentence with
`{name}` places, or an object of plural forms ({"one": ..., "other": ...}) chosen by the parameter `n`.
"""

import functools
import json
from pathlib import Path
from typing import Any

from babel import Locale

CATALOGUE = Path(__file__).parent / "catalogue"
LANGUAGES = ("en", "es")
Value = str | dict[str, str]


@functools.cache
def catalogue(language: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for file in sorted((CATALOGUE / language).glob("*.json")):
        found.update(json.loads(file.read_text(encoding="utf-8")))
    return found


@functools.cache
def _plural(language: str) -> Any:
    return Locale.parse(language).plural_form


def t(key: str, language: str, **params: Any) -> str:
    """The sentence in the language; a missing key is a programming error and says so."""
    value = catalogue(language if language in LANGUAGES else "en").get(key)
    if value is None:
        raise KeyError(f"The catalogue has no {key}.")
    if isinstance(value, dict):
        value = value.get(_plural(language)(params["n"])) or value["other"]
    return value.format(**params) if params else value


def has(key: str) -> bool:
    return key in catalogue("en")
