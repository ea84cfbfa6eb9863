"""The education library as files: both languages whole and alike, short, sourced, linked without a gap."""

import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[3] / "portal" / "education" / "data"
ARTICLES = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (DATA / "articles").glob("*.json")
}
DECKS: list[dict[str, Any]] = json.loads((DATA / "decks.json").read_text(encoding="utf-8"))["decks"]
COURSE: dict[str, Any] = json.loads((DATA / "course.json").read_text(encoding="utf-8"))
STAGES = {"before", "week1", "middle", "step-down"}


def words(article: dict[str, Any], language: str) -> str:
    found: list[str] = []
    for block in article[language]["blocks"]:
        found += block["items"] if block["type"] == "list" else [block["text"]]
    return " ".join(found)


def test_the_library_holds_articles_for_patients_for_families_and_for_each_stage() -> None:
    assert len(ARTICLES) >= 14
    assert {stage for article in ARTICLES.values() for stage in article["stages"]} == STAGES
    for audience in ("patient", "family"):
        assert sum(audience in article["audience"] for article in ARTICLES.values()) >= 7


@pytest.mark.parametrize("key", sorted(ARTICLES))
def test_an_article_has_the_same_shape_and_a_fair_length_in_both_languages(key: str) -> None:
    article = ARTICLES[key]
    assert article["key"] == key
    shapes = {
        language: [(block["type"], len(block.get("items", []))) for block in article[language]["blocks"]]
        for language in ("en", "es")
    }
    assert shapes["en"] == shapes["es"]
    for language in ("en", "es"):
        assert 250 <= len(words(article, language).split()) <= 450
        assert article[language]["title"].strip()
        assert article[language]["summary"].strip()
    assert article["en"]["title"] != article["es"]["title"]


@pytest.mark.parametrize("key", sorted(ARTICLES))
def test_an_article_names_its_sources_and_the_day_when_someone_reads_it_again(key: str) -> None:
    article = ARTICLES[key]
    assert article["sources"]
    assert article["review_by"] > article["written_on"]
    assert set(article["audience"]) <= {"patient", "family"}
    assert set(article["stages"]) <= STAGES


def test_no_text_shouts_or_claims_that_all_is_well() -> None:
    for article in ARTICLES.values():
        for language in ("en", "es"):
            text = f"{article[language]['title']} {article[language]['summary']} {words(article, language)}"
            assert not set("!¡") & set(text), article["key"]
            assert "no risk" not in text.lower()


def test_each_deck_has_eight_slides_with_as_many_lines_in_spanish_as_in_english() -> None:
    assert {deck["key"] for deck in DECKS} == {"listening-first", "staying-well"}
    for deck in DECKS:
        assert len(deck["slides"]) == 8
        for slide in deck["slides"]:
            assert len(slide["en"]["lines"]) == len(slide["es"]["lines"]) > 0
            assert slide["en"]["caption"] != slide["es"]["caption"]
        assert set(deck["handouts"]) <= ARTICLES.keys()


def test_the_course_has_eight_sessions_in_order_that_point_at_real_articles_and_decks() -> None:
    sessions = COURSE["sessions"]
    assert [session["number"] for session in sessions] == list(range(1, 9))
    for session in sessions:
        assert session["articles"]
        assert all("family" in ARTICLES[key]["audience"] for key in session["articles"])
        assert session["deck"] in {None, *(deck["key"] for deck in DECKS)}
        for field in ("title", "aim", "try"):
            assert session[field]["en"] != session[field]["es"]
