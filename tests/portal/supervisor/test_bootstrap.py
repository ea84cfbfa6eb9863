"""From a bare Python to an environment: what is told before minutes of work, and what is done again."""

import ast
import os
import signal
import socket
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from portal.supervisor import bootstrap
from portal.supervisor.processes import identity
from tests.portal.supervisor.starts import ROOT, eventually

SCRIPT = ROOT / "portal/supervisor/bootstrap.py"


def run(data_dir: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), "run"],
        env={**os.environ, "FOOTBRIDGE_DATA": str(data_dir), **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_it_imports_the_standard_library_alone() -> None:
    tree = ast.parse(SCRIPT.read_text())
    plain = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    taken = {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in plain | taken} <= sys.stdlib_module_names


def test_an_old_python_reads_it_far_enough_to_say_what_is_needed(tmp_path: Path) -> None:
    source = SCRIPT.read_text()
    ast.parse(source, feature_version=(3, 6))
    pretend = (
        f"import sys; sys.version_info = (3, 9, 2, 'final', 0); exec(compile({source!r}, 'b.py', 'exec'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", pretend], env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "Footbridge needs Python 3.11 or newer; this is 3.9: install it."


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_one_line(tmp_path: Path, port: str) -> None:
    done = run(tmp_path, PORT=port)
    assert done.returncode == 1
    assert done.stderr == f"PORT must be a whole number from 1 to 65535, and is {port!r}.\n"


def test_a_port_in_use_is_told_before_anything_is_installed(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(tmp_path / "data", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr == f"Port {port} is in use: choose another, as in `make run PORT=8001`.\n"
    assert not (tmp_path / "data").exists()


def test_another_users_data_folder_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "DATA", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(bootstrap.Stop, match=r"belongs to another user: run as its owner"):
        bootstrap.make_data_folder()
    assert list(tmp_path.iterdir()) == []


def test_the_data_folder_is_closed_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "DATA", tmp_path / "data")
    bootstrap.make_data_folder()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_an_environment_whose_python_is_gone_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    monkeypatch.setattr(bootstrap, "PYTHON", python)
    assert bootstrap._venv_works()
    python.unlink()
    python.symlink_to(tmp_path / "no longer installed")
    assert not bootstrap._venv_works()


def test_a_changed_source_changes_the_stamp_and_a_generated_folder_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    for name in ("src/one.ts", "node_modules/two.js"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("1")

    def digest() -> str:
        return bootstrap.digest(bootstrap.files_under(tmp_path, {"node_modules"}))

    before = digest()
    (tmp_path / "node_modules/two.js").write_text("2")
    assert digest() == before
    (tmp_path / "src/one.ts").write_text("2")
    assert digest() != before


def test_a_step_that_fails_shows_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "DATA", tmp_path)
    (tmp_path / "logs").mkdir()
    with pytest.raises(bootstrap.Stop, match=r"(?s)Trying failed.*why it failed"):
        bootstrap.step("Trying", [sys.executable, "-c", "import sys; sys.exit('why it failed')"])
    assert "why it failed" in (tmp_path / "logs" / "setup.log").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_a_signal_ends_the_step_that_runs(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "logs").mkdir()
    code = (
        "import signal, sys; from portal.supervisor import bootstrap as b\n"
        "for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP): signal.signal(n, b._end)\n"
        "b.step('Sleeping', [sys.executable, '-c', "
        "'import os, time; print(os.getpid(), flush=True); time.sleep(600)'])"
    )
    env = {**os.environ, "FOOTBRIDGE_DATA": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    log = tmp_path / "logs" / "setup.log"
    assert eventually(lambda: log.exists() and _numbers(log))
    process.send_signal(number)
    assert process.wait(20) == 128 + number
    assert [identity(pid) for pid in _numbers(log)] == [None]


def _numbers(log: Path) -> list[int]:
    return [int(line) for line in log.read_text().splitlines() if line.isdigit()]
