"""The questionnaire files themselves: whole in both languages, coded, and with bands that leave no gap."""

import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[3] / "portal" / "forms" / "data"
FILES = sorted(DATA.glob("*.json"))
LOINC = "http://loinc.org"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"

# What the published instruments say, written here a second time and by hand.
BANDS = {
    "phq-9": [(0, 4), (5, 9), (10, 14), (15, 19), (20, 27)],
    "gad-7": [(0, 4), (5, 9), (10, 14), (15, 21)],
}
ITEMS = {
    "phq-9": [
        "44250-9",
        "44255-8",
        "44259-0",
        "44254-1",
        "44251-7",
        "44258-2",
        "44252-5",
        "44253-3",
        "44260-8",
    ],
    "gad-7": ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"],
}
CODES = {"phq-9": ("44249-1", "44261-6"), "gad-7": ("69737-5", "70274-6")}
FREQUENCY = {
    "LA6568-5": ("Not at all", "Ningún día", 0),
    "LA6569-3": ("Several days", "Varios días", 1),
    "LA6570-1": ("More than half the days", "Más de la mitad de los días", 2),
    "LA6571-9": ("Nearly every day", "Casi todos los días", 3),
}


def read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def named(name: str) -> dict[str, Any]:
    return next(form for form in map(read, FILES) if form["id"] == name)


def extensions(node: dict[str, Any], url: str) -> list[dict[str, Any]]:
    return [extension for extension in node.get("extension", []) if extension["url"] == url]


def value(node: dict[str, Any], url: str) -> Any:
    (extension,) = extensions(node, url)
    return next(held for key, held in extension.items() if key.startswith("value"))


def spanish(node: dict[str, Any], field: str) -> str:
    (translation,) = extensions(node[f"_{field}"], TRANSLATION)
    assert value(translation, "lang") == "es"
    content: str = value(translation, "content")
    return content


def scored(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        item for item in form["item"] if item["type"] == "choice" and value(item, "urn:footbridge:scored")
    ]


def test_both_instruments_are_there_under_their_version() -> None:
    assert {(form["id"], form["version"]) for form in map(read, FILES)} >= {
        ("phq-9", "1.0.0"),
        ("gad-7", "1.0.0"),
    }
    for path in FILES:
        form = read(path)
        assert path.stem == f"{form['id']}-{form['version']}"
        assert form["resourceType"] == "Questionnaire"
        assert form["status"] == "active"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_there_in_english_and_in_spanish(path: Path) -> None:
    form = read(path)
    texts = [(form, "title"), (form, "copyright"), *((item, "text") for item in form["item"])]
    for item in form["item"]:
        texts += [(option["valueCoding"], "display") for option in item.get("answerOption", [])]
    for band in extensions(extensions(form, "urn:footbridge:scoring")[0], "band"):
        texts.append((extensions(band, "label")[0], "valueString"))
    for node, field in texts:
        assert node[field].strip()
        assert spanish(node, field).strip()
        assert spanish(node, field) != node[field], node[field]


@pytest.mark.parametrize("name", ["phq-9", "gad-7"])
def test_items_and_totals_carry_their_loinc_codes_each_once(name: str) -> None:
    form = named(name)
    codes = [item["code"][0] for item in form["item"] if "code" in item]
    assert {code["system"] for code in codes} == {LOINC}
    assert len({code["code"] for code in codes}) == len(codes)
    assert [item["code"][0]["code"] for item in scored(form)] == ITEMS[name]
    assert len({item["linkId"] for item in form["item"]}) == len(form["item"])
    total = value(extensions(form, "urn:footbridge:scoring")[0], "code")
    assert (form["code"][0]["code"], total["code"]) == CODES[name]


@pytest.mark.parametrize("name", ["phq-9", "gad-7"])
def test_every_scored_item_has_the_four_official_answers_with_their_points(name: str) -> None:
    for item in scored(named(name)):
        found = {
            option["valueCoding"]["code"]: (
                option["valueCoding"]["display"],
                spanish(option["valueCoding"], "display"),
                value(option["valueCoding"], ORDINAL),
            )
            for option in item["answerOption"]
        }
        assert found == FREQUENCY
        assert item["required"] is True


@pytest.mark.parametrize("name", ["phq-9", "gad-7"])
def test_bands_cover_the_whole_range_without_gap_or_overlap(name: str) -> None:
    form = named(name)
    rule = extensions(form, "urn:footbridge:scoring")[0]
    bands = [(value(band, "low"), value(band, "high")) for band in extensions(rule, "band")]
    assert bands == BANDS[name]
    assert value(rule, "minimum") == 0
    assert value(rule, "maximum") == len(scored(form)) * 3
    assert [total for low, high in bands for total in range(low, high + 1)] == list(
        range(value(rule, "maximum") + 1)
    )
    assert extensions(rule, "source")


def test_the_difficulty_question_of_the_phq_9_is_not_scored_and_may_be_left_out() -> None:
    difficulty = next(item for item in named("phq-9")["item"] if item["linkId"] == "q10")
    assert value(difficulty, "urn:footbridge:scored") is False
    assert difficulty["required"] is False
    assert difficulty["code"][0]["code"] == "69722-7"


def test_only_item_9_of_the_phq_9_carries_the_safety_rule_and_any_answer_above_0_has_a_level() -> None:
    marked = [
        (form["id"], item["linkId"])
        for form in map(read, FILES)
        for item in form["item"]
        if extensions(item, "urn:footbridge:safety-rule")
    ]
    assert marked == [("phq-9", "q9")]
    item = next(item for item in named("phq-9")["item"] if item["linkId"] == "q9")
    (rule,) = extensions(item, "urn:footbridge:safety-rule")
    assert value(rule, "above") == 0
    assert {action["valueCode"] for action in extensions(rule, "action")} == {"crisis-card", "team-alert"}
    levels = {value(level, "answer"): value(level, "code") for level in extensions(rule, "level")}
    assert levels == {1: "same-day", 2: "urgent", 3: "urgent"}


@pytest.mark.parametrize(
    ("name", "link", "english", "words"),
    [
        (
            "phq-9",
            "q1",
            "Little interest or pleasure in doing things",
            "Poco interés o placer en hacer cosas",
        ),
        (
            "phq-9",
            "q9",
            "Thoughts that you would be better off dead or of hurting yourself in some way",
            "Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera",
        ),
        ("gad-7", "q4", "Trouble relaxing", "Ha tenido dificultad para relajarse"),
    ],
)
def test_the_official_words_stand_letter_by_letter(name: str, link: str, english: str, words: str) -> None:
    item = next(item for item in named(name)["item"] if item["linkId"] == link)
    assert (item["text"], spanish(item, "text")) == (english, words)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_form_names_its_rights_and_the_source_of_its_words(path: Path) -> None:
    form = read(path)
    assert "No permission required" in form["copyright"]
    assert len(extensions(form, "urn:footbridge:wording-source")) == 2
