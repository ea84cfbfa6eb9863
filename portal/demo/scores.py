"""PHQ-9 and GAD-7: asked each week from the first day, answered as the data say."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from portal.demo.cast import SETUP, Cast
from portal.demo.data_files import read
from portal.demo.timeline import Timeline
from portal.measures import actions
from portal.safety import actions as safety
from portal.safety import selectors as alerts

_FORMS = {"phq9": "phq-9", "gad7": "gad-7"}


def tell(cast: Cast, line: Timeline) -> None:
    data = read("measures")
    plans: dict[tuple[str, str], Any] = {}
    zones = {p["key"]: cast.programs[p["program"]].timezone for p in read("people")["patients"]}
    for person in read("people")["patients"]:
        key = person["key"]
        line.at(line.wall(person["admitted_day"], "07:15", zones[key]), _asking(cast, plans, key))
    for response in data["responses"]:
        at = line.wall(response["day"], response["at"], zones[response["patient"]])
        line.at(at, _answering(cast, plans, response))
        alert = response.get("alert")
        if alert and alert["acknowledged_by"]:
            taken = at + timedelta(minutes=alert["after_minutes"])
            line.at(taken, _taking(cast, response["patient"], alert["acknowledged_by"]))
    for half in data["half_done"]:
        line.at(line.ago(90), _half(cast, plans, half))


def _asking(cast: Cast, plans: dict[tuple[str, str], Any], key: str) -> Any:
    def step() -> None:
        for short, form in _FORMS.items():
            plans[key, short] = actions.assign_measure(
                SETUP, patient_id=cast.patients[key].id, instrument=form
            )

    return step


def _answers(values: list[int | None], more: int | None = None) -> dict[str, int]:
    found = {f"q{n}": value for n, value in enumerate(values, start=1) if value is not None}
    return found if more is None else found | {f"q{len(values) + 1}": more}


def _answering(cast: Cast, plans: dict[tuple[str, str], Any], response: dict[str, Any]) -> Any:
    key = response["patient"]
    language = cast_language(key)

    def step() -> None:
        for short in _FORMS:
            if (answered := response.get(short)) is None:
                continue
            answers = _answers(answered["answers"], answered.get("difficulty"))
            actions.complete_measure(
                cast.actor(key), measure_id=plans[key, short].id, answers=answers, language=language,
                key=uuid4(),
            )  # fmt: skip

    return step


def _taking(cast: Cast, patient: str, staff: str) -> Any:
    def step() -> None:
        patient_id = cast.patients[patient].id
        for found in alerts.alerts(cast.actor(staff)):
            if found.patient_id == patient_id:
                safety.acknowledge_alert(cast.actor(staff), alert_id=found.id)

    return step


def cast_language(key: str) -> str:
    return next(str(p["language"]) for p in read("people")["patients"] if p["key"] == key)


def _half(cast: Cast, plans: dict[tuple[str, str], Any], half: dict[str, Any]) -> Any:
    key, short = half["patient"], half["instrument"]

    def step() -> None:
        actions.save_draft(
            cast.actor(key), measure_id=plans[key, short].id, answers=_answers(half["answers"]),
            language=cast_language(key), version=None,
        )  # fmt: skip

    return step
