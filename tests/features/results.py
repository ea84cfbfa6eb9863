"""The results of the last run: one record for each test, from pytest and from vitest, as JSON files."""

import fcntl
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from tests.features.carriers import TAG

Outcome = Literal["passed", "failed", "skipped", "not run"]

_VITEST: dict[str, Outcome] = {"passed": "passed", "failed": "failed"}


@dataclass(frozen=True)
class Result:
    test: str
    outcome: Outcome
    clauses: tuple[str, ...] = ()


def folder(root: Path) -> Path:
    """Where runs leave their results; FOOTBRIDGE_TEST_RESULTS moves it."""
    return Path(os.environ.get("FOOTBRIDGE_TEST_RESULTS") or root / ".data" / "test-results")


def merge(path: Path, fresh: Iterable[Result]) -> None:
    """Replace the records of the tests in `fresh`, keep the others, under a lock that other runs respect."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = {result.test: result for result in from_pytest(path)}
        kept.update({result.test: result for result in fresh})
        draft = path.with_suffix(".part")
        draft.write_text(
            json.dumps(
                {"tests": [asdict(kept[test]) for test in sorted(kept)]}, indent=1, ensure_ascii=False
            ),
            encoding="utf-8",
        )
        draft.replace(path)


def from_pytest(path: Path) -> list[Result]:
    if not path.exists():
        return []
    records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["tests"]
    return [Result(record["test"], record["outcome"], tuple(record["clauses"])) for record in records]


def from_vitest(path: Path, root: Path) -> list[Result]:
    """Records of vitest's own JSON reporter; the clauses are the tags in a test's full title."""
    if not path.exists():
        return []
    found: list[Result] = []
    for file in json.loads(path.read_text(encoding="utf-8"))["testResults"]:
        name = os.path.relpath(file["name"], root)
        for case in file["assertionResults"]:
            title: str = case["fullName"]
            clauses = tuple(clause.rstrip(".") for clause in TAG.findall(title))
            outcome = _VITEST.get(case["status"], "skipped")
            found.append(Result(f"{name}::{TAG.sub('', title).strip()}", outcome, clauses))
    return found


def load(root: Path) -> list[Result]:
    """All records, without those of test files that are gone."""
    place = folder(root)
    found = from_pytest(place / "pytest.json") + from_vitest(place / "vitest.json", root)
    return [result for result in found if (root / result.test.split("::")[0]).exists()]


def clear(root: Path) -> None:
    """Forget every earlier run, so that nothing old counts as proof."""
    for name in ("pytest.json", "vitest.json"):
        (folder(root) / name).unlink(missing_ok=True)
