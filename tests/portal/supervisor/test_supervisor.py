"""Starting and ending, with real servers around a tiny web process."""

import fcntl
import os
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.supervisor import web
from portal.supervisor.processes import command_line, identity
from tests.portal.supervisor.starts import Start, children, descendants, eventually

pytestmark = pytest.mark.xdist_group("supervisor")
Starter = Callable[..., Start]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    made: list[Start] = []

    def begin(data_dir: Path | None = None, **options: object) -> Start:
        folder = data_dir or tmp_path / "data"
        folder.mkdir(parents=True, exist_ok=True)
        made.append(Start(folder, output=tmp_path / f"said-{len(made)}", **options))  # type: ignore[arg-type] # passed through
        return made[-1]

    yield begin
    for each in made:
        each.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
@pytest.mark.parametrize("in_background", [False, True], ids=["foreground", "background"])
def test_each_signal_ends_every_process_that_was_started(
    start: Starter, number: signal.Signals, in_background: bool
) -> None:
    running = start(in_background=in_background).wait_ready()
    for part in ("postgres", "valkey", "http.server"):
        assert any(part in line for line in running.left())
    assert running.signal(number) == 0
    assert running.left() == []
    assert "Stopped." in running.said
    assert not (running.data_dir / "run.json").exists()


def test_a_child_that_does_not_want_to_end_is_ended(start: Starter) -> None:
    running = start(FAKE_STUBBORN="1").wait_ready()
    assert running.signal(signal.SIGTERM) == 0
    assert running.left() == []


def test_after_a_kill_of_the_supervisor_its_children_end_and_the_next_start_keeps_the_data(
    start: Starter,
) -> None:
    first = start().wait_ready()
    password = (first.data_dir / "postgres.password").read_text()
    first.signal(signal.SIGKILL)
    assert eventually(lambda: first.left() == [])
    second = start().wait_ready()
    assert (second.data_dir / "postgres.password").read_text() == password


def test_the_next_start_ends_a_leftover_that_the_kernel_did_not(start: Starter, tmp_path: Path) -> None:
    without_setpriv = _only(tmp_path / "bin", "unshare", "true", "test")
    first = start(FAKE_STUBBORN="1", PATH=without_setpriv).wait_ready()
    first.signal(signal.SIGKILL)
    left = first.left()
    assert any("postgres" in line for line in left), left
    second = start().wait_ready()
    assert "Ended what an earlier start left behind" in second.said
    second.signal(signal.SIGTERM)
    assert second.left() == []


def test_a_recorded_number_that_belongs_to_another_process_by_now_is_left_alone(start: Starter) -> None:
    first = start().wait_ready()
    first.signal(signal.SIGTERM)
    foreign = f'{{"name": "web", "pid": {os.getpid()}, "identity": "of another boot"}}'
    (first.data_dir / "run.json").write_text(f'{{"sockets": "/", "started": [{foreign}]}}')
    second = start().wait_ready()
    assert "left behind" not in second.said
    assert identity(os.getpid()) is not None


def test_it_works_in_a_closed_folder_with_spaces_and_a_path_of_150_bytes(
    start: Starter, tmp_path: Path
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    data_dir = closed / "my own clinic"
    data_dir /= "x" * (150 - len(str(data_dir)) - 1)
    assert len(str(data_dir)) >= 150
    running = start(data_dir).wait_ready()
    assert running.signal(signal.SIGINT) == 0
    assert running.left() == []
    assert closed.stat().st_mode & 0o777 == 0o700


def test_two_clones_run_at_the_same_time(start: Starter, tmp_path: Path) -> None:
    one, other = start(tmp_path / "one"), start(tmp_path / "other")
    one.wait_ready()
    other.wait_ready()
    one.signal(signal.SIGTERM)
    assert web.get(other.port, "/health/ready")[0] == 200


def test_a_second_start_from_the_same_folder_names_the_first(start: Starter) -> None:
    first = start().wait_ready()
    second = start()
    assert second.process.wait(20) == 1
    assert f"already runs from this folder (process {first.process.pid}," in second.said
    assert web.get(first.port, "/health/ready")[0] == 200


def test_a_port_in_use_is_one_clear_line_that_names_the_mend(start: Starter) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = start(port=port)
        assert refused.process.wait(20) == 1
    assert refused.said.splitlines()[0] == (
        f"Port {port} is in use: choose another, as in `make run PORT={port + 1}`."
    )
    assert refused.left() == []


def test_a_lock_file_without_a_holder_stops_nothing(start: Starter, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "lock").write_text("process 1, http://localhost:8000")
    start().wait_ready()
    with (tmp_path / "data" / "lock").open() as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)


def test_a_failed_preparation_is_shown_and_leaves_nothing_running(start: Starter) -> None:
    refused = start(FAKE_PREPARATION_FAILS="1")
    assert refused.process.wait(40) == 1
    assert "the preparation says why" in refused.said
    assert refused.left() == []


def test_a_program_that_dies_again_and_again_stops_the_start_and_names_its_log(start: Starter) -> None:
    refused = start(FAKE_DIES="1")
    assert refused.process.wait(60) == 1
    log = refused.data_dir / "logs" / "web.log"
    assert f"What went wrong stands in {log}" in refused.said
    assert "the web process says why" in log.read_text()
    assert refused.left() == []


def test_a_killed_program_is_started_again(start: Starter) -> None:
    running = start().wait_ready()
    own = [pid for pid in running.known if "http.server" in command_line(pid)]
    assert len(own) == 1
    os.kill(own[0], signal.SIGKILL)
    assert eventually(lambda: "web ended; starting it again" in running.said)
    assert eventually(lambda: web.get(running.port, "/health/ready")[0] == 200)


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_a_killed_server_is_started_again(start: Starter, name: str) -> None:
    running = start().wait_ready()
    [server] = [pid for pid in children(running.process.pid) if name in command_line(pid)]
    os.kill(server, signal.SIGKILL)
    assert eventually(lambda: "ended; starting it again" in running.said)
    assert eventually(lambda: any(name in command_line(pid) for pid in children(running.process.pid)))
    running.known |= {pid: identity(pid) for pid in descendants(running.process.pid)}
    assert running.signal(signal.SIGTERM) == 0
    assert running.left() == []


def test_the_demo_people_are_named_with_the_address(start: Starter) -> None:
    running = start().wait_ready()
    assert eventually(lambda: "Rosa Delgado  patient" in running.said)
    assert f"http://localhost:{running.port}" in running.said


def test_given_addresses_replace_the_bundled_servers(start: Starter) -> None:
    running = start(DATABASE_URL=os.environ["DATABASE_URL"], REDIS_URL=os.environ["REDIS_URL"]).wait_ready()
    assert not (running.data_dir / "postgres").exists()
    assert "PostgreSQL" not in running.said


def _only(folder: Path, *tools: str) -> str:
    """A PATH that leads to these tools and no other."""
    folder.mkdir()
    for tool in tools:
        (folder / tool).symlink_to(str(shutil.which(tool)))
    return str(folder)
