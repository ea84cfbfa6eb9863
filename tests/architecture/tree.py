"""The project's own tree, as the tests of its layout read it."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from portal.supervisor.bootstrap import files_under

ROOT = Path(__file__).resolve().parents[2]
KINDS = {".py", ".ts", ".tsx", ".css", ".mjs", ".cjs", ".sh"}
GENERATED = {"frontend/src/api/schema.d.ts"}


@cache
def contracts() -> list[dict[str, Any]]:
    """The import contracts of pyproject.toml."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(settings["tool"]["importlinter"]["contracts"])


def contract(name: str) -> dict[str, Any]:
    return next(each for each in contracts() if each["id"] == name)


def named_in_layers(contract_id: str) -> set[str]:
    """Every module that a contract of layers names."""
    line = " ".join(contract(contract_id)["layers"])
    return set(line.replace("(", " ").replace(")", " ").replace("|", " ").replace(":", " ").split())


def packages(top: str) -> set[str]:
    """The folders of Python code directly under `portal/` or `api/`."""
    return {f"{top}.{folder.name}" for folder in (ROOT / top).iterdir() if any(folder.glob("*.py"))}


def sources() -> list[Path]:
    """Every file that somebody wrote; not what a tool made or brought."""
    tops = [ROOT / name for name in ("portal", "api", "tests", "frontend", ".ci")]
    return [
        file
        for top in tops
        for file in files_under(top, {"node_modules", "dist", "__pycache__", "coverage", "test-results"})
        if file.suffix in KINDS and file.relative_to(ROOT).as_posix() not in GENERATED
    ]
