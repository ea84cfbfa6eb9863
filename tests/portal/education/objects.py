"""A small library of its own, in a folder of the test."""

import json
from pathlib import Path
from typing import Any

from portal.education import library


def titled(english: str) -> dict[str, Any]:
    """An English text of its own."""
    return article("x")["en"] | {"title": english}  # type: ignore[no-any-return]  # JSON


def article(key: str, **more: Any) -> dict[str, Any]:
    text = {
        "title": f"On {key}",
        "summary": "Short.",
        "minutes": 3,
        "blocks": [{"type": "paragraph", "text": f"About {key}."}],
    }
    return {
        "key": key,
        "audience": ["family"],
        "stages": ["week1"],
        "tags": ["basics"],
        "en": text,
        "es": text | {"title": f"Sobre {key}"},
        "sources": ["A source"],
        "review_by": "2027-06-30",
    } | more


def write(folder: Path, *articles: dict[str, Any]) -> None:
    (folder / "articles").mkdir(exist_ok=True)
    for old in (folder / "articles").glob("*.json"):
        old.unlink()
    for item in articles:
        (folder / "articles" / f"{item['key']}.json").write_text(json.dumps(item), encoding="utf-8")


def article_id(key: str) -> Any:
    return library.id_of("article", key)
