"""The law about sharing with a relative, as data: every element, every citation, both languages."""

import json
from pathlib import Path
from typing import Any

from portal.access.matrix import Scope

DATA = Path(__file__).resolve().parents[3] / "portal" / "family" / "data"


def read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def test_the_checklist_holds_all_nine_elements_of_the_law_once_and_in_order() -> None:
    elements = read("consent")["elements"]
    assert [element["citation"] for element in elements] == [f"42 CFR 2.31(a)({n})" for n in range(1, 10)]
    assert all(element["required"] for element in elements)
    assert len({element["key"] for element in elements}) == 9


def test_labels_and_statements_are_written_in_both_languages() -> None:
    consent = read("consent")
    texts = [element["label"] for element in consent["elements"]] + list(consent["statements"].values())
    for text in texts:
        assert text["en"].strip()
        assert text["es"].strip()


def test_the_redisclosure_notices_have_the_wording_in_force_since_the_2024_rule() -> None:
    notices = read("notices")
    assert notices["short"] == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    assert notices["long"].startswith("This record which has been disclosed to you is protected by Federal")
    for words in (
        "in any civil, criminal, administrative, or legislative proceedings",
        "(iii) You have received the record from a covered entity or business associate as permitted by",
        "A general authorization for the release of medical or other information is NOT sufficient",
    ):
        assert words in notices["long"]
    assert notices["long"].endswith("(see 42 CFR 2.31).")


def test_scopes_are_those_of_the_access_rules_plus_learning_which_needs_no_consent() -> None:
    scopes = read("scopes")["scopes"]
    assert {scope["code"] for scope in scopes if scope["code"]} == {scope.value for scope in Scope}
    assert [scope["key"] for scope in scopes if not scope["needs_consent"]] == ["education"]


def test_each_scope_says_as_much_in_spanish_as_in_english() -> None:
    for scope in read("scopes")["scopes"]:
        for field in ("shows", "hides"):
            assert len(scope[field]["en"]) == len(scope[field]["es"]) > 0
        for field in ("name", "line"):
            assert scope[field]["en"] != scope[field]["es"]
