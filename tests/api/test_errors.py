"""Answers of last resort: what a middleware or a view did not expect."""

import logging

import pytest
from django.db import OperationalError

from portal.accounts.store import SessionStore
from tests.world import World, build


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def broken(error: Exception) -> object:
    def living(*_: object, **__: object) -> None:
        raise error

    return living


def test_a_database_that_a_middleware_misses_is_a_503_that_says_when_to_come_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.client("patient")
    client.raise_request_exception = False
    monkeypatch.setattr(SessionStore, "living", broken(OperationalError("gone")))
    answer = client.get("/api/v1/session")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer.json()["code"] == "unavailable"


def test_an_error_of_ours_is_logged_with_its_place_and_without_its_words(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = world.client("patient")
    client.raise_request_exception = False
    monkeypatch.setattr(SessionStore, "living", broken(KeyError("what she wrote")))
    with caplog.at_level(logging.ERROR, logger="footbridge.api"):
        answer = client.get("/api/v1/session")
    assert answer.status_code == 500
    (line,) = [row for row in caplog.records if row.name == "footbridge.api"]
    assert "method=GET" in line.getMessage() and "what she wrote" not in line.getMessage()
    assert "what she wrote" not in str(answer.content)
