"""The texts of the demo clinic refer to one another without a gap, and keep to the product's own codes."""

import itertools
import json
from pathlib import Path
from typing import Any

from portal.checkins.targets import targets
from portal.messaging.logic import TOPICS
from portal.practice import library
from portal.safety import risk_words

DATA = Path(__file__).resolve().parents[3] / "portal" / "demo" / "data"


def read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


PEOPLE = read("people")
STAFF = {person["key"] for person in PEOPLE["staff"]}
PATIENTS = {person["key"]: person for person in PEOPLE["patients"]}
RELATIVES = {person["key"]: person for person in PEOPLE["relatives"]}


def test_the_cast_has_its_size_and_no_key_or_address_twice() -> None:
    everyone = [*PEOPLE["staff"], *PEOPLE["patients"], *PEOPLE["relatives"]]
    assert (len(STAFF), len(PATIENTS), len(RELATIVES)) == (8, 24, 20)
    assert len({person["key"] for person in everyone}) == 52
    assert len({person["email"] for person in everyone}) == 52


def test_every_stage_of_the_journey_and_every_state_of_consent_is_there() -> None:
    levels = {patient["enrolments"][-1]["level"] for patient in PATIENTS.values()}
    assert levels == {"php", "iop5", "iop4", "iop3", "iop2", "op"}
    states = {relative["consent"]["state"] for relative in RELATIVES.values() if relative["consent"]}
    assert states == {"active", "narrow", "withdrawn", "expired", "invited"}
    assert sum(relative["patient"] is None for relative in RELATIVES.values()) == 3


def test_enrolments_follow_one_another_without_a_gap_and_the_last_is_open() -> None:
    for patient in PATIENTS.values():
        enrolments = patient["enrolments"]
        assert enrolments[0]["from_day"] == patient["admitted_day"]
        assert enrolments[-1]["to_day"] is None
        for before, after in itertools.pairwise(enrolments):
            assert after["from_day"] == before["to_day"] + 1, patient["key"]


def test_teams_tracks_and_posts_belong_to_the_same_program() -> None:
    programs = read("programs")
    tracks = {track["key"]: track["program"] for track in programs["tracks"]}
    posts = {person["key"]: {post["program"] for post in person["posts"]} for person in PEOPLE["staff"]}
    for patient in PATIENTS.values():
        assert all(patient["program"] in posts[member] for member in patient["team"]), patient["key"]
        used = {enrolment["track"] for enrolment in patient["enrolments"]} - {None}
        assert {tracks[track] for track in used} <= {patient["program"]}


def test_a_thread_is_answered_only_by_the_team_and_lies_in_the_past() -> None:
    for thread in read("threads")["threads"]:
        patient = PATIENTS[thread["patient"]]
        writers = {patient["key"], *patient["team"]}
        if thread["kind"] == "family":
            relative = RELATIVES[thread["relative"]]
            assert relative["patient"] == patient["key"]
            assert "messages" in relative["consent"]["scopes"]
            writers = {relative["key"], *patient["team"]}
        assert thread["topic"] in TOPICS
        assert {message["from"] for message in thread["messages"]} <= writers, thread["key"]
        assert {note["from"] for note in thread["notes"]} <= set(patient["team"])
        for message in [*thread["messages"], *thread["notes"]]:
            assert message.get("day", -1) < 0 < message.get("minutes_ago", 1), thread["key"]


def test_threads_are_in_english_and_spanish_and_in_the_reader_s_language() -> None:
    threads = read("threads")["threads"]
    assert len(threads) >= 12
    for thread in threads:
        assert thread["language"] == PATIENTS[thread["patient"]]["language"], thread["key"]
    assert sum(thread["language"] == "es" for thread in threads) >= 5


def test_every_patient_has_a_plan_with_goals_and_someone_who_acts() -> None:
    plans = {plan["patient"]: plan for plan in read("careplans")["plans"]}
    assert plans.keys() == PATIENTS.keys()
    keys = [goal["key"] for plan in plans.values() for goal in plan["goals"]]
    assert len(keys) == len(set(keys))
    for key, plan in plans.items():
        team = {*PATIENTS[key]["team"], "patient", "whitaker"}
        for goal in plan["goals"]:
            assert {action["who"] for action in goal["actions"]} <= team, goal["key"]
            assert "patient" in {action["who"] for action in goal["actions"]}
            for rating in goal["ratings"]:
                assert 0 <= rating["patient"] <= 10
                assert 0 <= rating["team"] <= 10


def test_measures_hold_whole_answers_whose_sum_is_the_total() -> None:
    for response in read("measures")["responses"]:
        assert response["patient"] in PATIENTS
        assert response["day"] >= PATIENTS[response["patient"]]["admitted_day"]
        for name, items in (("phq9", 9), ("gad7", 7)):
            answers = response[name]["answers"]
            assert len(answers) == items
            assert set(answers) <= {0, 1, 2, 3}
            assert sum(answers) == response[name]["total"]
        assert ("alert" in response) == (response["phq9"]["answers"][8] > 0)


def test_practice_was_noted_in_treatment_with_plain_numbers_and_no_words_that_raise_an_alert() -> None:
    for log in read("practice")["logs"]:
        assert PATIENTS[log["patient"]]["admitted_day"] <= log.get("day", 0)
        assert 0 <= log["after"] <= 10
        assert 0 <= log["before"] <= 10
        assert risk_words.read(log["situation"]).level == 0, log["situation"]


def test_check_ins_were_saved_in_treatment_with_plain_numbers_and_no_words_that_raise_an_alert() -> None:
    for card in read("checkins")["cards"]:
        assert card["by"] in PATIENTS[card["patient"]]["team"]
        assert set(card["targets"]) <= targets().keys()
        for day in card["days"]:
            assert PATIENTS[card["patient"]]["admitted_day"] <= day["day"] - day.get("back", 0) < 0
            assert set(day.get("urges", {})) <= set(card["targets"])
            assert set(day.get("skills", [])) <= library.skills().keys()
            assert risk_words.read(day.get("note", "")).level == 0, day["note"]


def test_practice_and_sessions_point_at_people_skills_and_decks_that_exist() -> None:
    practice, sessions = read("practice"), read("sessions")
    skills = library.skills().keys()
    goals = {goal["key"] for plan in read("careplans")["plans"] for goal in plan["goals"]}
    for log in [*practice["logs"], *practice["assignments"]]:
        assert log["patient"] in PATIENTS
        assert log["skill"] in skills
    assert {log["patient"] for log in practice["logs"]} == PATIENTS.keys()
    assert {assignment["goal"] for assignment in practice["assignments"]} <= goals
    for cards in practice["cards"]:
        assert cards["patient"] in PATIENTS
        assert set(cards["skills"]) <= skills
    for series in [*sessions["series"], *sessions["individual"]]:
        assert series["leader"] in STAFF
    assert sessions["attendance"].keys() <= PATIENTS.keys()
    for live in sessions["family_sessions"]:
        assert {*live["registered"], *live.get("waiting", [])} <= RELATIVES.keys()
        assert len(live["registered"]) <= live["capacity"]
