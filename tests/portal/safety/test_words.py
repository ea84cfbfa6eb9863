"""Reading what somebody writes for words of risk."""

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.safety import risk_words
from portal.safety.logic import fold
from tests.portal.safety import measure

ROOT = Path(__file__).parents[3]
DATA = ROOT / "portal" / "safety" / "data"
FILES = [DATA / f"risk_words.{language}.json" for language in risk_words.LANGUAGES]
GROUPS = {"suicide", "plan", "means", "under_way", "wish_to_be_dead", "self_harm", "goodbye", "hopeless"}


def level(text: str) -> int:
    return risk_words.read(text).level


@pytest.mark.feature("C6.d")
@pytest.mark.parametrize(
    ("plain", "lowered"),
    [
        ("I want to die", "I don't want to die"),
        ("I will kill myself", "I will never kill myself"),
        ("I want to die", "My brother wants to die"),
        ("I want to kill myself", "She wants to kill herself"),
        ("I want to die", "Years ago I used to want to die"),
        ("I think about suicide", "The form asks about suicide"),
        ("Quiero morir", "No quiero morir"),
        ("Quiero matarme", "Mi hermana quiere matarse"),
        ("Me voy a matar", "No me voy a matar"),
    ],
)
def test_negation_the_third_person_the_past_and_a_quote_lower_it_and_never_to_nothing(
    plain: str, lowered: str
) -> None:
    assert level(plain) > level(lowered) >= 1


@pytest.mark.feature("C6.d")
@pytest.mark.parametrize(
    "text",
    [
        "I can't stop thinking about killing myself",
        "I don't know if I want to kill myself",
        "No puedo prometer que no me voy a matar",
        "I'm not okay, I am going to kill myself",
        "My mom is here but I want to kill myself",
    ],
)
def test_what_only_looks_like_a_denial_lowers_nothing(text: str) -> None:
    assert level(text) == 3


def test_violence_by_somebody_else_is_not_lowered_by_the_third_person() -> None:
    assert level("My husband said he will kill me") == 3


@pytest.mark.parametrize(
    "text",
    [
        "dying to see you all",
        "me muero de risa",
        "you are killing it",
        "I cut myself shaving",
        "my phone died",
    ],
)
def test_everyday_sayings_are_not_counted(text: str) -> None:
    assert level(text) == 0


def test_a_saying_hides_nothing_that_stands_beside_it() -> None:
    assert level("I'm dying to see you all, and I want to die") == 2


@pytest.mark.parametrize(
    "text",
    [
        "KILL MYSELF",
        "kil myself",
        "k1ll mysefl",
        "kiiilll myself",
        "kms",
        "unalive myself",
        "ki\u200bll myself",
    ],
)
def test_other_spellings_are_read(text: str) -> None:
    assert level(f"I will {text}") == 3


def test_both_languages_are_tried_whatever_somebody_speaks() -> None:
    assert level("i feel bien mal, ya no quiero vivir, tell Priya please") == 2


def test_accents_apostrophes_long_letters_and_digits_come_to_one_form() -> None:
    assert fold("I\u2019m K1LLLing MYSÉLF, ya. ¿No?") == [["im", "kiling", "myself", ",", "ya"], ["no"]]


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_at_all_is_read(text: str) -> None:
    assert level(text) in range(4)


def test_the_longest_message_is_read_in_a_second() -> None:
    text = ("I went to the store and my mom said I killed the plants, he wants to go home. " * 110)[:8000]
    level("warm")
    began = time.perf_counter()
    level(text)
    assert time.perf_counter() - began < 1.0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_clinician_finds_each_group_with_its_reason_and_no_phrase_twice(file: Path) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    assert {group["name"] for group in data["groups"]} >= GROUPS
    for group in data["groups"]:
        assert group["why"].strip()
        assert set(group["levels"]) <= {"1", "2", "3"}
        phrases = [phrase for rows in group["levels"].values() for phrase in rows]
        assert len(phrases) == len(set(phrases))
        for phrase in phrases:
            assert re.fullmatch(r"[^\s.][^.]*( \.\. [^.]+)*", phrase), phrase
    for part in ("not_meant", "negation", "third_person"):
        assert data[part]["why"].strip()


@pytest.mark.feature("C6.g")
def test_the_phone_is_held_to_the_servers_answers() -> None:
    rows = measure.sentences()
    assert measure.VECTORS.read_text(encoding="utf-8") == measure.vectors(rows)
    assert len({row.text for row in rows}) == len(rows) >= 300
    assert {row.language for row in rows} == {"en", "es"}
    assert sum(row.set != "A" for row in rows) >= 120


@pytest.mark.feature("C6.g")
def test_the_documents_give_the_rates_that_are_measured() -> None:
    text = (ROOT / "docs" / "risk-words.md").read_text(encoding="utf-8")
    said = text.partition("<!-- measured:")[2].partition("<!-- /measured -->")[0]
    assert measure.markdown(measure.sentences()) in said
