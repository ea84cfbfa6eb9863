"""The checker itself: a sound history passes, and each kind of fault is caught by the rule that names it."""

from collections.abc import Callable

import pytest

from tests.faults import checker
from tests.faults.checker import Rule, Trail, check, check_trail
from tests.faults.history import Device, History, Read, Thread

ENTITLED = ("patient phone", "therapist phone")


def sound() -> History:
    """Two messages of the patient and one of the therapist, an unknown one, and all that readers saw."""
    history = History(
        threads={"t": Thread("t", frozenset({"patient", "therapist"}), before=1)},
        devices={
            "patient phone": Device("patient phone", "patient"),
            "therapist phone": Device("therapist phone", "therapist"),
            "stranger phone": Device("stranger phone", "stranger"),
        },
    )
    for n, (key, author) in enumerate((("k2", "patient"), ("k3", "therapist"), ("k4", "patient")), start=2):
        history.invoke(key=key, author=author, thread="t", at=n * 10)
        history.ok(key, message_id=f"m{n}", seq=n, at=n * 10 + 5)
    history.invoke(key="lost", author="patient", thread="t", at=50)
    history.info("lost", at=55)
    for device in ENTITLED:
        for n in (2, 3, 4):
            arrives(history, device, n)
        history.feed[device] = [7, 8, 9]
    return history


def arrives(history: History, device: str, n: int, *, key: str = "") -> None:
    for door in ("feed", "page"):
        history.read(Read(device, door, "t", f"m{n}", n, key or f"k{n}"))


def without(history: History, device: str, message: str, *doors: str) -> None:
    history.reads = [
        r for r in history.reads if not (r.device == device and r.message_id == message and r.door in doors)
    ]


def lost_for_one_reader(history: History) -> None:
    without(history, "therapist phone", "m3", "feed")


def lost_in_the_conversation(history: History) -> None:
    without(history, "therapist phone", "m4", "page")


def delivered_twice(history: History) -> None:
    history.read(Read("therapist phone", "feed", "t", "m3", 3, "k3"))


def told_a_stranger(history: History) -> None:
    history.read(Read("stranger phone", "feed", "t", "m3", 3, "k3"))


def stored_twice(history: History) -> None:
    for device in ENTITLED:
        arrives(history, device, 5, key="k2")


def another_number_at_the_second_try(history: History) -> None:
    history.ok("k3", message_id="m3", seq=4, at=99)


def acknowledged_with_another_id(history: History) -> None:
    history.operations["k3"].acks = [("m9", 3)]


def two_orders(history: History) -> None:
    without(history, "therapist phone", "m3", "feed", "page")
    without(history, "therapist phone", "m4", "feed", "page")
    history.read(Read("therapist phone", "page", "t", "m3", 4, "k3"))
    history.read(Read("therapist phone", "page", "t", "m4", 3, "k4"))


def the_later_one_first(history: History) -> None:
    history.operations["k2"].acks, history.operations["k4"].acks = [("m4", 4)], [("m2", 2)]


def a_hole_in_the_conversation(history: History) -> None:
    for device in ENTITLED:
        history.read(Read(device, "page", "t", "m6", 6, "lost"))


def a_hole_in_the_feed(history: History) -> None:
    history.feed["patient phone"] = [7, 9, 10]


def a_feed_out_of_order(history: History) -> None:
    history.feed["patient phone"] = [7, 9, 8]


def the_unknown_for_one_alone(history: History) -> None:
    arrives(history, "patient phone", 5, key="lost")


def a_refused_one_stored(history: History) -> None:
    history.invoke(key="no", author="patient", thread="t", at=60)
    history.fail("no", at=61)
    for device in ENTITLED:
        arrives(history, device, 5, key="no")


def words_of_nobody(history: History) -> None:
    for device in ENTITLED:
        arrives(history, device, 5, key="never written")


def words_in_another_thread(history: History) -> None:
    history.threads["u"] = Thread("u", frozenset({"patient"}), before=0)
    history.read(Read("patient phone", "page", "u", "m5", 1, "lost"))


def a_message_without_an_end(history: History) -> None:
    history.invoke(key="open", author="patient", thread="t", at=70)


def a_server_error(history: History) -> None:
    history.trouble("POST answered 500")


FAULTS: tuple[tuple[Callable[[History], None], Rule], ...] = (
    (lost_for_one_reader, checker.everyone_entitled_reads_what_was_acknowledged),
    (lost_in_the_conversation, checker.everyone_entitled_reads_what_was_acknowledged),
    (delivered_twice, checker.nobody_reads_twice),
    (told_a_stranger, checker.nobody_else_reads),
    (stored_twice, checker.no_key_makes_two_messages),
    (another_number_at_the_second_try, checker.an_answer_says_what_is_stored),
    (acknowledged_with_another_id, checker.an_answer_says_what_is_stored),
    (two_orders, checker.everyone_sees_one_order),
    (the_later_one_first, checker.the_order_is_each_authors_own),
    (a_hole_in_the_conversation, checker.numbers_have_no_hole),
    (a_hole_in_the_feed, checker.numbers_have_no_hole),
    (a_feed_out_of_order, checker.numbers_have_no_hole),
    (the_unknown_for_one_alone, checker.the_unknown_is_there_for_all_or_for_nobody),
    (a_refused_one_stored, checker.the_refused_never_appears),
    (words_of_nobody, checker.nothing_comes_from_nowhere),
    (words_in_another_thread, checker.nothing_comes_from_nowhere),
    (a_message_without_an_end, checker.every_message_has_its_end),
    (a_server_error, checker.nothing_went_wrong_beside),
)


def test_a_sound_history_holds() -> None:
    assert check(sound()) == []


def test_an_unknown_message_may_be_there_for_everybody() -> None:
    history = sound()
    for device in ENTITLED:
        arrives(history, device, 5, key="lost")
    assert check(history) == []


@pytest.mark.parametrize(("fault", "rule"), FAULTS, ids=lambda part: part.__name__)
def test_each_kind_of_fault_is_caught(fault: Callable[[History], None], rule: Rule) -> None:
    history = sound()
    fault(history)
    assert rule(history)
    assert any(finding.startswith(rule.__name__) for finding in check(history))


def test_every_rule_can_fail() -> None:
    assert {rule for _, rule in FAULTS} == set(checker.RULES)


GOOD = Trail(writes=("m2", "m3", "m4"), reads={"patient": 3, "therapist": 5})


def test_a_sound_trail_holds() -> None:
    assert check_trail(sound(), GOOD) == []


@pytest.mark.parametrize(
    "trail",
    [
        Trail(writes=("m2", "m3"), reads=GOOD.reads),
        Trail(writes=("m2", "m3", "m4", "m4"), reads=GOOD.reads),
        Trail(writes=GOOD.writes, reads={"patient": 3, "therapist": 2}),
        Trail(writes=GOOD.writes, reads={"patient": 3}),
        Trail(writes=GOOD.writes, reads=GOOD.reads, problems=("link 3 is missing",)),
    ],
)
def test_a_hole_in_the_audit_is_caught(trail: Trail) -> None:
    assert check_trail(sound(), trail)


def test_the_first_answer_is_the_moment_from_which_the_author_knows() -> None:
    history = sound()
    history.ok("k2", message_id="m2", seq=2, at=99)
    assert history.operations["k2"].ended_at == 25
