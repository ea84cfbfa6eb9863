"""`make check`: what a reader should not have to look for. Each step is named and timed; all of them run.

A missing tool or input is a failure. `--fix` runs instead the steps that can mend what they find, and
writes the generated files anew; names as arguments choose steps (`python -m portal.supervisor.checks mypy`).
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from portal.supervisor.bootstrap import FRONTEND, ROOT, environment, npm
from portal.supervisor.throwaway import Throwaway

PYTHON = sys.executable
BIN = Path(sys.prefix) / "bin"
SOURCES = ("portal", "api", "tests", "manage.py")
MODULE = "portal.supervisor.project_checks"


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    fix: tuple[str, ...] = ()
    cwd: Path = ROOT
    env: dict[str, str] = field(default_factory=dict)
    needs: Path = ROOT


def _tool(call: str, *arguments: str) -> tuple[str, ...]:
    """A Python tool by its function: its script would not start in a folder with a space in its path."""
    module, function = call.split(":")
    return (
        PYTHON,
        "-c",
        f"import sys; from {module} import {function} as main; sys.exit(main())",
        *arguments,
    )


def _run(script: str, *arguments: str) -> tuple[str, ...]:
    return (*npm(), "run", "--silent", script, *(("--", *arguments) if arguments else ()))


def steps() -> list[Step]:
    ruff = (str(BIN / "ruff"),)
    django = {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    compose = ("--builtin-schema", "vendor.compose-spec", "docker-compose.yml")
    migrations = ("makemigrations", "--check", "--dry-run")
    return [
        Step("ruff", (*ruff, "check", "."), (*ruff, "check", "--fix", ".")),
        Step("format", (*ruff, "format", "--check", "."), (*ruff, "format", ".")),
        Step("mypy", (PYTHON, "-m", "mypy", *SOURCES)),
        Step("imports", _tool("importlinter.cli:lint_imports_command", "--no-logo")),
        Step("migrations", (PYTHON, "manage.py", *migrations), (), ROOT, django),
        Step("migration linter", (PYTHON, "-m", MODULE, "migrations"), (), ROOT, django),
        Step("deploy", (PYTHON, "-m", MODULE, "deploy")),
        Step(
            "openapi",
            (PYTHON, "-m", MODULE, "openapi"),
            (PYTHON, "-m", MODULE, "openapi", "--write"),
            ROOT,
            django,
        ),
        Step("wire types", _run("api:types", "--check"), _run("api:types"), FRONTEND),
        Step("biome", _run("lint"), _run("format"), FRONTEND),
        Step("tsc", _run("check:types"), (), FRONTEND),
        Step("cruise", _run("cruise"), (), FRONTEND),
        Step("size", _run("size"), (), FRONTEND),
        Step("compose", _tool("check_jsonschema:main", *compose), needs=ROOT / "docker-compose.yml"),
        Step("hadolint", (str(BIN / "hadolint"), "Dockerfile"), needs=ROOT / "Dockerfile"),
    ]


def run(step: Step, command: tuple[str, ...]) -> bool:
    began = time.monotonic()
    try:
        if not step.needs.exists():
            raise FileNotFoundError(f"{step.needs.name} does not exist")
        done = subprocess.run(
            command,
            cwd=step.cwd,
            env={**os.environ, **step.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        ok, output = done.returncode == 0, done.stdout
    except OSError as error:
        ok, output = False, f"It could not run: {error}"
    print(f"{'ok  ' if ok else 'FAIL'} {step.name} ({time.monotonic() - began:.1f} s)", flush=True)
    if not ok:
        print("\n".join(f"     {line}" for line in output.strip().splitlines()[-60:]), flush=True)
    return ok


def main(arguments: list[str]) -> int:
    fixing = "--fix" in arguments
    names = [name for name in arguments if name != "--fix"]
    known = [step for step in steps() if not fixing or step.fix]
    unknown = set(names) - {step.name for step in known}
    if unknown:
        print(f"No such step: {', '.join(sorted(unknown))}. There is: {', '.join(s.name for s in known)}.")
        return 2
    os.environ["PATH"] = environment()["PATH"]  # for the project's own Node, when started by hand
    servers = Throwaway()
    servers.announce()
    try:
        servers.start()
        chosen = [step for step in known if not names or step.name in names]
        failed = [step.name for step in chosen if not run(step, step.fix if fixing else step.command)]
    finally:
        servers.stop()
    print(
        f"check: {len(chosen) - len(failed)} of {len(chosen)} passed"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
