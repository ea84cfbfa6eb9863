"""F15, the half of files: the disk of the uploads is full. The upload is refused as a passing trouble,
nothing of it stays, and words go on."""

import errno
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.portal.files.objects import begun
from tests.world import World, build


@pytest.fixture
def world(db: None) -> World:
    return build()


@pytest.fixture
def disk(tmp_path: Path, settings: Any) -> Path:
    settings.FILES_KEEP_FREE = 0
    settings.STORAGES = settings.STORAGES | {
        "files": {"BACKEND": "portal.files.folder.Folder", "OPTIONS": {"location": str(tmp_path)}}
    }
    return tmp_path


def _files(disk: Path) -> list[Path]:
    return [path for path in disk.rglob("*") if path.is_file()]


def _put(world: World) -> Any:
    data = b"x" * 1000
    file = begun(world, data)
    client = world.client("patient")
    return client.put(f"/api/v1/files/{file.id}/pieces/0", data, content_type="application/octet-stream")


def _assert_refused_and_words_go(world: World, answer: Any) -> None:
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert "You can still send your words" in answer.json()["detail"] and answer["Retry-After"]
    words = world.client("patient").post(
        "/api/v1/threads", {"topic": "other", "body": "Hello"}, content_type="application/json",
        headers={"idempotency-key": str(uuid4())},
    )  # fmt: skip
    assert words.status_code == 201


def test_a_disk_that_fills_up_while_writing_leaves_nothing_behind(
    world: World, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    answer = _put(world)
    assert _files(disk) == []
    monkeypatch.undo()
    _assert_refused_and_words_go(world, answer)
    assert _put(world).status_code == 200
    assert [path.stat().st_mode & 0o777 for path in _files(disk)] == [0o600]


def test_the_last_room_of_the_disk_is_left_to_the_database(world: World, disk: Path, settings: Any) -> None:
    settings.FILES_KEEP_FREE = 10**18
    answer = _put(world)
    assert _files(disk) == []
    _assert_refused_and_words_go(world, answer)
