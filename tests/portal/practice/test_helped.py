"""What helped most, counted from plain entries."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.practice.logic import RANKED_FROM, Helped, Practiced, helped

_DISTRESS = st.integers(0, 10)
_ENTRIES = st.lists(st.builds(Practiced, st.sampled_from(["a", "b", "c"]), _DISTRESS, _DISTRESS), max_size=25)


def _of(skill: str, *pairs: tuple[int, int]) -> list[Practiced]:
    return [Practiced(skill, before, after) for before, after in pairs]


@pytest.mark.feature("K4.b")
def test_the_skill_after_which_distress_fell_most_stands_first_from_three_entries_on() -> None:
    entries = [
        *_of("walk", (7, 3), (6, 3), (8, 3)),
        *_of("breathe", (7, 5), (7, 5), (7, 4)),
        *_of("once", (10, 0)),
        *_of("twice", (9, 0), (9, 1)),
    ]
    assert helped(entries) == [Helped("walk", 4.0, 3), Helped("breathe", 2.3, 3)]


def test_a_skill_after_which_it_did_not_fall_is_not_listed_as_a_failure() -> None:
    assert helped([*_of("same", (5, 5), (4, 4), (6, 6)), *_of("more", (3, 5), (3, 4), (3, 3))]) == []


def test_of_two_alike_the_one_noted_more_often_stands_first() -> None:
    entries = [*_of("a", (5, 3), (5, 3), (5, 3)), *_of("b", (5, 3), (5, 3), (5, 3), (5, 3))]
    assert [row.skill for row in helped(entries)] == ["b", "a"]


@pytest.mark.feature("K4.b", "K6.b")
@settings(max_examples=60)
@given(_ENTRIES, st.randoms(use_true_random=False))
def test_the_ranking_falls_is_of_three_or_more_and_knows_no_order_of_days(
    entries: list[Practiced], random: Random
) -> None:
    ranked = helped(entries)
    for row in ranked:
        own = [entry for entry in entries if entry.skill == row.skill]
        mean = Fraction(sum(entry.before - entry.after for entry in own), len(own))
        assert row.times == len(own) >= RANKED_FROM
        assert mean > 0
        assert abs(row.drop - float(mean)) < 0.051
    assert [row.drop for row in ranked] == sorted((row.drop for row in ranked), reverse=True)
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert helped(shuffled) == ranked
