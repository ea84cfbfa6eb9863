"""Who takes part in a run, as `tests.bench.fill` writes them down for the load generator."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Person:
    """`cookies` are of sessions that are signed in, second factor included."""

    account_id: str
    cookies: list[str]


@dataclass(frozen=True)
class Pair:
    """One patient, one clinician on the patient's team, one thread that both have written to."""

    patient: Person
    clinician: Person
    thread_id: str


def written(pairs: list[Pair]) -> str:
    return json.dumps([asdict(pair) for pair in pairs])


def read(text: str) -> list[Pair]:
    return [
        Pair(Person(**row["patient"]), Person(**row["clinician"]), row["thread_id"])
        for row in json.loads(text)
    ]
