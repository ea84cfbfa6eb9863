"""A06: an administrator manages accounts and reads nothing that a patient or a clinician wrote."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from portal.kernel.errors import Conflict
from portal.messaging import actions as messages
from tests.api.test_cast_table import ROWS
from tests.cast import Row, untouched
from tests.portal.careplan import objects as careplan
from tests.portal.checkins import objects as checkins
from tests.portal.messaging import objects as messaging
from tests.portal.practice import objects as practice
from tests.portal.programs.objects import admitted
from tests.world import World, build

PLANTED = "canary-7f3a"
_GOAL = {
    "title": f"Goal {PLANTED}", "why": f"Because {PLANTED}", "clinical_problem": f"Avoidance {PLANTED}",
    "clinical_goal": f"Resume {PLANTED}", "clinical_objective": f"Leaves {PLANTED}",
}  # fmt: skip
_HTTP = [row for row in ROWS if row.method != "COMMAND"]


def _plant(world: World) -> None:
    """Words of the patient and of the team in every domain that keeps such words."""
    careplan.goal(world, **_GOAL)
    careplan.ask(world, f"Mornings {PLANTED}")
    sent = messaging.say(world, f"Hello {PLANTED}")
    messaging.reply(world, sent.thread_id, f"Thanks {PLANTED}")
    messages.save_draft(world.actor("patient"), place="topic.medication", body=f"Half {PLANTED}")
    practice.noted(world, situation=f"Before {PLANTED}")
    checkins.saved(world, note=f"Today {PLANTED}")


def _answer(client: Client, row: Row, made: dict[str, Any]) -> str:
    body = made.get("body")
    response = client.generic(
        row.method,
        row.path.format(**made.get("path", {})),
        data="" if body is None else json.dumps(body, default=str),
        content_type="application/json",
        query_params=made.get("query", {}),
        headers={"idempotency-key": str(uuid4())},
    )
    # A photo is no text; words in it would still be found.
    body_of: bytes = response.getvalue()
    return body_of.decode("utf-8", "replace")


def _who_sees(clients: dict[str, Client], row: Row, made: dict[str, Any]) -> Iterator[str]:
    """The administrator tries all, those who care for the patient only what changes nothing."""
    for who, client in clients.items():
        if (who == "administrator" or row.method == "GET") and PLANTED in _answer(client, row, made):
            yield who


@pytest.mark.django_db
def test_a06_no_endpoint_gives_an_administrator_a_word_of_the_record() -> None:
    world = build()
    clients = {who: world.client(who) for who in ("administrator", "patient", "therapist")}
    seen: list[tuple[str, str]] = []
    later = []
    with untouched():
        _plant(world)
        for row in _HTTP:
            with untouched():
                try:
                    made = row.make(world)
                except Conflict:  # it needs a patient of whom nothing is there yet
                    later.append(row)
                else:
                    seen += [(who, row.name) for who in _who_sees(clients, row, made)]
    for row in later:
        with untouched():
            made = row.make(world)
            _plant(world)
            seen += [(who, row.name) for who in _who_sees(clients, row, made)]
    assert [name for who, name in seen if who == "administrator"] == []
    for who in ("patient", "therapist"):  # the words are there, for those who may read them
        assert sum(1 for one, _ in seen if one == who) >= 3, who


@pytest.mark.django_db
def test_a06_an_administrator_admits_a_patient_and_finds_no_clinical_word_in_the_audit() -> None:
    world = build()
    _plant(world)
    lena = admitted(world)
    client = world.client("administrator")
    answer = client.get(f"/api/v1/patients/{lena.id}/admission")
    assert answer.status_code == 200
    assert answer.json()["patient"]["full_name"] == "Lena Ortiz"
    pages, cursor = b"", None
    while True:
        page = client.get("/api/v1/audit", {"cursor": cursor} if cursor else {})
        pages += page.content
        cursor = page.json()["next"]
        if cursor is None:
            break
    assert pages.count(b'"verb"') > 20
    assert PLANTED.encode() not in pages
