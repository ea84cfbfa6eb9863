"""Whom to call in a crisis: complete in both languages, and numbers that a phone can dial."""

import json
import re
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[3] / "portal" / "safety" / "data"
REGIONS: dict[str, dict[str, Any]] = json.loads((DATA / "regions.json").read_text(encoding="utf-8"))[
    "regions"
]


def contacts(region: dict[str, Any]) -> list[dict[str, Any]]:
    return [region["emergency"], *region["contacts"]]


def test_the_united_states_have_988_by_call_and_text_and_911() -> None:
    numbers = {(contact["key"], contact["call"], contact["text"]) for contact in contacts(REGIONS["US"])}
    assert {("911", "911", None), ("988-call", "988", None), ("988-text", None, "988")} <= numbers
    assert all(c["required"] for c in contacts(REGIONS["US"]) if c["key"] in {"911", "988-call", "988-text"})


def test_spanish_speakers_get_the_key_to_press_and_the_word_to_text() -> None:
    by_key = {contact["key"]: contact for contact in contacts(REGIONS["US"])}
    assert by_key["988-call"]["press"]["es"] == "2"
    assert by_key["988-text"]["body"]["es"] == "AYUDA"
    assert by_key["veterans"]["press"] == {"en": "1", "es": "1"}
    assert by_key["veterans"]["text"] == "838255"


def test_every_contact_has_words_in_both_languages_and_a_way_to_reach_it() -> None:
    for region in REGIONS.values():
        assert region["valid_from"]
        assert region["sources"]
        assert len({contact["key"] for contact in contacts(region)}) == len(contacts(region))
        for contact in contacts(region):
            for field in ("name", "line"):
                assert contact[field]["en"].strip()
                assert contact[field]["es"].strip()
            assert contact["call"] or contact["text"] or contact["url"]
            for number in (contact["call"], contact["text"]):
                assert number is None or re.fullmatch(r"\d{3,10}", number)


def test_nothing_is_listed_that_has_ended() -> None:
    for region in REGIONS.values():
        for contact in contacts(region):
            assert "3" not in contact.get("press", {}).values()
