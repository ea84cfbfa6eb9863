"""docker-compose.yml read as an engine would; container paths, hosts and ports laid onto this machine."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from portal.supervisor.processes import end, spawn, tied
from tests.architecture.tree import ROOT

HOST = "portal.example.org"
GIVEN = {"PUBLIC_HOST": HOST, "TLS": "internal"}
_VARIABLE = re.compile(r"\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}")
_ADDRESSES = {"127.0.0.1:8000": "web", "db:5432": "db", "redis:6379": "redis"}
_EVERYWHERE = ".".join("0000")  # what a container's server listens on
_INSIDE = re.compile(r"(?<![\w.])/(tmp|data|backups|run/secrets)(?![\w.])")


def interpolated(text: str) -> str:
    def value(found: re.Match[str]) -> str:
        if found[0] == "$$":
            return "$"
        default = found[3] or "" if found[2] == "-" else None
        given = GIVEN.get(found[1], default)
        assert given is not None, f"{found[1]} is asked for, and this test gives none"
        return given

    return _VARIABLE.sub(value, text)


def read() -> dict[str, Any]:
    def walk(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: walk(value) for key, value in node.items()}
        if isinstance(node, list):
            return [walk(value) for value in node]
        return interpolated(node) if isinstance(node, str) else node

    return dict(walk(yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))))


@dataclass
class Machine:
    """Where the containers' folders and ports are here. `/data` and `/backups` are shared, `/tmp` is not."""

    folder: Path
    ports: dict[str, int]
    file: dict[str, Any] = field(default_factory=read)

    def here(self, service: str, text: str) -> str:
        def folder(found: re.Match[str]) -> str:
            own = self.folder / (service if found[1] == "tmp" else "shared") / found[1]
            own.mkdir(parents=True, exist_ok=True)
            return str(own)

        text = _INSIDE.sub(folder, text)
        for there, name in _ADDRESSES.items():
            text = text.replace(there, f"127.0.0.1:{self.ports[name]}")
        return text.replace("--port=8000", f"--port={self.ports['web']}").replace(_EVERYWHERE, "127.0.0.1")

    def secrets(self) -> Path:
        """Made by our own script, then with the addresses of this machine."""
        folder = self.folder / "shared/run/secrets"
        script = ROOT / "portal/supervisor/secret_files.py"
        subprocess.run([sys.executable, "-I", str(script), str(folder)], check=True, capture_output=True)
        assert {file.name for file in folder.iterdir()} == set(self.file["secrets"])
        for file in folder.iterdir():
            file.write_text(self.here("shared", file.read_text()))
        return folder

    def environment(self, service: str) -> dict[str, str]:
        """What the service gets from the image and the compose file, and nothing of ours but the path."""
        image = dict(re.findall(r"([A-Z_]+)=(/data|[\w.]+)", (ROOT / "Dockerfile").read_text()))
        wanted = {**image, **self.file["services"][service].get("environment", {})}
        path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
        return {name: self.here(service, str(value)) for name, value in wanted.items()} | path

    def command(self, service: str) -> list[str]:
        known = self.file["services"][service]
        return [self.here(service, part) for part in (*known.get("entrypoint", ()), *known["command"])]

    def check(
        self,
        service: str,
        *,
        changed: Callable[[str], str] = str,
        env: Mapping[str, str] = MappingProxyType({}),
    ) -> bool:
        """Whether the service's own health check passes now."""
        kind, *parts = self.file["services"][service]["healthcheck"]["test"]
        words = [changed(self.here(service, part)) for part in parts]
        command = ["sh", "-c", *words] if kind == "CMD-SHELL" else words
        env = {**self.environment(service), **env}
        return subprocess.run(command, env=env, cwd=ROOT, capture_output=True).returncode == 0

    def run(self, service: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """To its end: `docker compose run`, with the arguments in place of the command where given."""
        known = self.file["services"][service]
        command = [*known.get("entrypoint", ()), *arguments] if arguments else self.command(service)
        command = [self.here(service, part) for part in command]
        return subprocess.run(
            command, env=self.environment(service), cwd=ROOT, capture_output=True, text=True
        )

    @contextmanager
    def started(self, service: str, command: list[str] | None = None, **env: str) -> Iterator[Path]:
        """The service while the block runs; gives its log."""
        log = self.folder / f"{service}.log"
        with log.open("wb") as out:
            process = spawn(
                tied(command or self.command(service)), log=out, env=self.environment(service) | env, cwd=ROOT
            )
        try:
            yield log
            assert process.poll() is None, f"{service} ended by itself: {log.read_text()[-2000:]}"
        finally:
            end(process, seconds=30)


def wait(what: str, until: Callable[[], bool], log: Path | None = None, seconds: float = 240) -> None:
    end_at = time.monotonic() + seconds
    while not until():
        said = log.read_text(errors="replace")[-2000:] if log else ""
        assert time.monotonic() < end_at, f"{what} within {seconds} s: not so. {said}"
        time.sleep(0.3)
