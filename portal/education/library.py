"""Reading the library's files: `data/articles/*.json`, `data/decks.json`, `data/course.json`."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

DATA = Path(__file__).parent / "data"
_SPACE = uuid5(NAMESPACE_URL, "footbridge:library")
LANGUAGES = ("en", "es")
STAGES = ("before", "week1", "middle", "step-down")
BLOCKS = ("heading", "paragraph", "list")
SLIDE = ("title", "lines", "caption")


@dataclass(frozen=True)
class Library:
    """Field values of the rows, each with its `digest`."""

    articles: list[dict[str, Any]]
    decks: list[dict[str, Any]]
    courses: list[dict[str, Any]]


def id_of(kind: str, key: str) -> UUID:
    """The same on every machine and for ever: links survive a new start from nothing."""
    return uuid5(_SPACE, f"{kind}:{key}")


def read() -> Library:
    """Raises KeyError or ValueError where a file lacks something: a faulty library is not published."""
    articles = [_article(_json(path)) for path in sorted((DATA / "articles").glob("*.json"))]
    decks, course = DATA / "decks.json", DATA / "course.json"
    return Library(
        articles,
        [_deck(item) for item in _json(decks)["decks"]] if decks.exists() else [],
        [_course(_json(course))] if course.exists() else [],
    )


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _digested(row: dict[str, Any]) -> dict[str, Any]:
    plain = json.dumps(row, sort_keys=True, default=str, ensure_ascii=True)
    return row | {"digest": hashlib.sha256(plain.encode()).hexdigest()}


def _article(item: dict[str, Any]) -> dict[str, Any]:
    return _digested(
        {
            "key": item["key"],
            "audience": item["audience"],
            "stages": item["stages"],
            "tags": item["tags"],
            "position": STAGES.index(item["stages"][0]),
            "texts": {language: _text(item[language]) for language in LANGUAGES},
            "sources": item["sources"],
            "review_by": date.fromisoformat(item["review_by"]),
        }
    )


def _text(words: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": words["title"],
        "summary": words["summary"],
        "minutes": words["minutes"],
        "blocks": [_block(block) for block in words["blocks"]],
    }


def _block(block: dict[str, Any]) -> dict[str, Any]:
    if block["type"] not in BLOCKS:
        raise ValueError("A block of an unknown type.")
    return {"type": block["type"], "text": block.get("text", ""), "items": block.get("items", [])}


def _deck(item: dict[str, Any]) -> dict[str, Any]:
    if not item["slides"]:
        raise ValueError("A deck has no slide.")
    slides = [
        {part: {language: slide[language][part] for language in LANGUAGES} for part in SLIDE}
        for slide in item["slides"]
    ]
    return _digested(
        {"key": item["key"], "title": item["title"], "description": item["description"], "slides": slides}
    )


def _course(item: dict[str, Any]) -> dict[str, Any]:
    sessions = [
        {
            "title": session["title"],
            "aim": session["aim"],
            "try": session["try"],
            "articles": session["articles"],
            "deck": session["deck"] or "",
        }
        for session in sorted(item["sessions"], key=lambda each: int(each["number"]))
    ]
    plain = {name: item[name] for name in ("key", "title", "description", "completion")}
    return _digested(plain | {"sessions": sessions})
