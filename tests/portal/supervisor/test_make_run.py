"""`make run` itself: the whole product, as a person starts it."""

import http.client
import re
import signal
from pathlib import Path

import pytest

from portal.supervisor import web
from tests.portal.supervisor.starts import Start, eventually

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("supervisor")]
# Alone on two cores a second start takes five seconds; here another worker runs its tests beside it.
SECOND_START_WITHIN = 30


def _status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept": "text/html"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_make_run_starts_the_product_keeps_its_data_and_leaves_nothing(tmp_path: Path) -> None:
    data_dir = tmp_path / "my clinic"
    data_dir.mkdir(mode=0o700)
    first = Start(data_dir, output=tmp_path / "first", command=["make", "run"])
    try:
        first.wait_ready(420)
        # The greeting comes last, after the line that `wait_ready` waits for.
        assert eventually(lambda: f"http://localhost:{first.port}" in first.said)
        assert web.get(first.port, "/health/ready")[0] == 200
        assert _status(first.port, "/") == 200
        assert web.people(first.port) != []
        assert eventually(lambda: all(name in first.said for name, _ in web.people(first.port)))
        first.signal(signal.SIGTERM)
        assert first.left() == []
    finally:
        first.close()
    keys = (data_dir / "keys.json").read_bytes()

    second = Start(data_dir, output=tmp_path / "second", command=["make", "run"], in_background=True)
    try:
        second.wait_ready()
        seconds = re.search(r"Ready after (\d+) s", second.said)
        assert seconds is not None
        assert int(seconds[1]) < SECOND_START_WITHIN
        assert (data_dir / "keys.json").read_bytes() == keys
        second.signal(signal.SIGTERM)
        assert second.left() == []
    finally:
        second.close()
