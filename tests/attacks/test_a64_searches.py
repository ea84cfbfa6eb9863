"""A64: very many searches are refused for a while, and a message still goes through."""

from importlib import import_module
from uuid import uuid4

import pytest

from tests.world import World, build


@pytest.mark.feature("M12.c")
def test_a_flood_of_searches_gets_429_and_a_cry_for_help_is_still_taken(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world: World = build()
    search = import_module("portal.messaging.selectors.search")
    monkeypatch.setattr(search, "_PAGES_A_MINUTE", 3)
    client = world.client("patient")
    answers = [
        client.post("/api/v1/messages/search", {"words": "help"}, content_type="application/json")
        for _ in range(5)
    ]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 2
    assert int(answers[-1].headers["Retry-After"]) > 0
    sent = client.post(
        "/api/v1/threads", {"topic": "other", "body": "I need help now"}, content_type="application/json",
        headers={"idempotency-key": str(uuid4())},
    )  # fmt: skip
    assert sent.status_code == 201
