"""The skills that this version of the product ships: `data/skills.<language>.json`."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "es")
KINDS = ("mindfulness", "cbt", "dbt_type", "motivational")


@dataclass(frozen=True)
class Skill:
    """`seconds` are those of the guided practice, step by step."""

    key: str
    kind: str
    title: dict[str, str]
    seconds: tuple[int, ...]


@functools.cache
def skills() -> dict[str, Skill]:
    """By key, in the library's order. Raises ValueError where the languages differ: it is not shipped so."""
    first, *others = (_rows(language) for language in LANGUAGES)
    shapes = [_shape(row) for row in first]
    if any([_shape(row) for row in rows] != shapes for rows in others):
        raise ValueError("The skills of two languages differ in more than their words.")
    return {
        rows[0]["key"]: Skill(
            key=rows[0]["key"],
            kind=rows[0]["kind"],
            title={language: row["title"] for language, row in zip(LANGUAGES, rows, strict=True)},
            seconds=tuple(step["seconds"] for step in rows[0]["steps"]),
        )
        for rows in zip(first, *others, strict=True)
    }


def _rows(language: str) -> list[dict[str, Any]]:
    whole = json.loads((DATA / f"skills.{language}.json").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = whole["skills"]
    return found


def _shape(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["key"], row["kind"], "note" in row, *(step["seconds"] for step in row["steps"])
