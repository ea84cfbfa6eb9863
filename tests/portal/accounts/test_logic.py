"""Codes, labels, homes."""

import pytest

from portal.accounts import logic


def test_a_code_has_80_bits_and_none_of_the_letters_that_look_like_numbers() -> None:
    code = logic.written_code(bytes(range(32)))
    assert len(code) == 16
    assert not set(code) & set("ILOU")
    assert logic.written_code(b"\xff" * 32) == "Z" * 16


@pytest.mark.parametrize("typed", ["0123-4567-89AB-CDEF", "o123 4567 89ab cdef", " OI23-4567-89ab-CDEF\n"])
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert logic.read_code(typed) == "0123456789ABCDEF"
    assert logic.read_code(logic.shown_code("0123456789ABCDEF")) == "0123456789ABCDEF"


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/131.0 Mobile",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) AppleWebKit/605 Version/18.1 Safari/604",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge, Windows"),
        ("curl/8.0", ""),
    ],
)
def test_a_device_is_called_by_browser_and_kind(user_agent: str, label: str) -> None:
    assert logic.device_label(user_agent) == label


def test_a_person_without_any_ground_has_the_relatives_home() -> None:
    assert logic.roles([]) == ["relative"]
    assert logic.roles(["family", "self"]) == ["patient", "relative"]
    assert logic.roles(["program_staff", "care_team", "administrator"]) == ["staff", "administrator"]
