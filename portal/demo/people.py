"""The people of the demo clinic, and the one rule that ties a person of the data to an account."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path

from portal.accounts.models import Account

DATA = Path(__file__).parent / "data" / "people.json"


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    role: str


def email_of(key: str) -> str:
    """The address of a demo person's account: the loader makes it, the sign-in finds it."""
    return f"{key}@demo.example"


@functools.cache
def people() -> tuple[Person, ...]:
    """Everyone of the data, patients first, as the sign-in page lists them."""
    found = json.loads(DATA.read_text(encoding="utf-8"))
    patients = [Person(row["key"], row["preferred_name"], "Patient") for row in found["patients"]]
    staff = [
        Person(row["key"], row["name"], row["posts"][0]["role"].replace("_", " ").capitalize())
        for row in found["staff"]
    ]
    relatives = [Person(row["key"], row["name"], "Relative") for row in found["relatives"]]
    return (*patients, *staff, *relatives)


def account_of(key: str) -> Account | None:
    return Account.objects.filter(email=email_of(key), is_active=True).first()


def who_are_there() -> list[Person]:
    """Those of the data who have an account, which is everyone once the demo is loaded."""
    there = set(
        Account.objects.filter(email__in=[email_of(p.key) for p in people()]).values_list("email", flat=True)
    )
    return [person for person in people() if email_of(person.key) in there]
