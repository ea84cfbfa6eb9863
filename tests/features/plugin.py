"""pytest plugin: writes the outcome of every test, with its clauses, for `python -m tests.features`.

With xdist the workers hand the clauses over inside their reports, and only the controller writes.
"""

import re
from collections.abc import Iterable

import pytest

from tests.features import results
from tests.features.clauses import ROOT

PROPERTY = "feature_clauses"


def clauses_of(item: pytest.Item) -> list[str]:
    return [str(argument) for mark in item.iter_markers("feature") for argument in mark.args]


def without_group(node_id: str) -> str:
    """xdist writes the group behind the case, and a case may be an address: test_x[noor@example.test]@e2e."""
    return re.sub(r"@[^@\]]*$", "", node_id)


def outcome_of(report: pytest.TestReport, before: results.Outcome | None) -> results.Outcome | None:
    """The outcome after one more phase: a failure stays, a skip or an expected failure is never a pass."""
    if report.failed or before == "failed":
        return "failed"
    if report.skipped or hasattr(report, "wasxfail") or before == "skipped":
        return "skipped"
    return "passed" if report.when == "call" else before


class Recorder:
    """Collects outcomes by node id; a test that was collected and never ran is written as such."""

    def __init__(self) -> None:
        self.outcomes: dict[str, results.Outcome | None] = {}
        self.clauses: dict[str, tuple[str, ...]] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if not session.config.option.collectonly:
            self._expect(item.nodeid for item in session.items)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: object, ids: list[str]) -> None:
        self._expect(ids)

    def _expect(self, node_ids: Iterable[str]) -> None:
        for node_id in node_ids:
            self.outcomes.setdefault(node_id, None)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        node_id = report.nodeid
        before = None if report.when == "setup" else self.outcomes.get(node_id)
        self.outcomes[node_id] = outcome_of(report, before)
        for name, value in report.user_properties:
            if name == PROPERTY:
                self.clauses[node_id] = tuple(value if isinstance(value, list) else [str(value)])

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        fresh = [
            results.Result(without_group(node_id), outcome or "not run", self.clauses.get(node_id, ()))
            for node_id, outcome in self.outcomes.items()
        ]
        if fresh:
            results.merge(results.folder(ROOT) / "pytest.json", fresh)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "feature(*clauses): the clauses of docs/features.md that the test proves"
    )
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(), "footbridge-features")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        carried = clauses_of(item)
        if carried:
            item.user_properties.append((PROPERTY, carried))
