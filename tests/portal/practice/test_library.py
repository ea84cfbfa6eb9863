"""The skills as files: both languages whole and alike, about three minutes each, in our own words."""

import json
from typing import Any

import pytest

from portal.practice import library

FILES: dict[str, dict[str, Any]] = {
    language: json.loads((library.DATA / f"skills.{language}.json").read_text(encoding="utf-8"))
    for language in library.LANGUAGES
}


@pytest.mark.feature("K1.a")
def test_the_library_holds_skills_of_all_four_kinds() -> None:
    found = library.skills()
    assert len(found) >= 12
    kinds = [skill.kind for skill in found.values()]
    assert all(kinds.count(kind) >= 2 for kind in library.KINDS)
    assert set(kinds) == set(library.KINDS)


@pytest.mark.feature("K1.b")
def test_each_guided_practice_takes_about_three_minutes_in_steps_that_can_be_read() -> None:
    for skill in library.skills().values():
        assert 170 <= sum(skill.seconds) <= 190, skill.key
        assert len(skill.seconds) >= 6
        assert min(skill.seconds) >= 15, "too short to read and do"
    for file in FILES.values():
        for row in file["skills"]:
            for step in row["steps"]:
                # Read calmly, 2.5 words a second, at least a third of the time is left for doing it.
                assert len(step["text"].split()) / 2.5 <= step["seconds"] * 2 / 3, (row["key"], step["text"])


@pytest.mark.feature("K1.c")
def test_every_text_is_under_a_free_licence_in_two_languages_with_its_own_words() -> None:
    assert {file["licence"] for file in FILES.values()} == {"CC-BY-4.0"}
    english, spanish = (FILES[language]["skills"] for language in library.LANGUAGES)
    for one, other in zip(english, spanish, strict=True):
        assert one["key"] == other["key"]
        for name in ("title", "line"):
            assert one[name].strip()
            assert one[name] != other[name]
    readme = (library.DATA / "README.md").read_text(encoding="utf-8")
    assert "Original texts" in readme and "No sentence is from a handout" in readme


def test_no_skill_shouts_promises_or_speaks_of_a_brand() -> None:
    for file in FILES.values():
        text = json.dumps(file["skills"], ensure_ascii=False).lower()
        assert not set("!¡") & set(text)
        for word in ("linehan", "tipp", "dear man", "please skill", "you are fine", "no risk"):
            assert word not in text


def test_the_skill_that_is_hard_on_the_heart_says_who_should_ask_first() -> None:
    for file in FILES.values():
        (cold,) = [row for row in file["skills"] if row["key"] == "cold-water"]
        assert "note" in cold
