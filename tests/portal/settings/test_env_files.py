"""What the environment may say about files."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import env


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("", None),
        ("clamav:3310", ("clamav", 3310)),
        ("/run/clamav/clamd.sock", "/run/clamav/clamd.sock"),
    ],
)
def test_a_scanner_is_an_address_or_the_path_of_a_socket(
    monkeypatch: pytest.MonkeyPatch, value: str, read: Any
) -> None:
    monkeypatch.setenv("CLAMAV", value)
    assert env.address("CLAMAV") == read


def test_the_options_of_a_storage_are_an_object(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.table("FILES_STORAGE_OPTIONS") == {}
    monkeypatch.setenv("FILES_STORAGE_OPTIONS", '{"bucket_name": "files"}')
    assert env.table("FILES_STORAGE_OPTIONS") == {"bucket_name": "files"}


@pytest.mark.parametrize("value", ["clamav", "clamav:x", ":3310"])
def test_a_scanner_without_a_port_stops_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CLAMAV", value)
    with pytest.raises(ImproperlyConfigured):
        env.address("CLAMAV")


@pytest.mark.parametrize("value", ["[]", "bucket"])
def test_options_that_are_no_object_stop_the_start(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("FILES_STORAGE_OPTIONS", value)
    with pytest.raises(ImproperlyConfigured):
        env.table("FILES_STORAGE_OPTIONS")
