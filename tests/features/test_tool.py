"""The traceability tool itself: what counts as proof, and what does not."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.features import carriers, clauses, plugin, report, results
from tests.features.results import Outcome, Result

DOCUMENT = """
### M5 One message
- M5.a A double tap leads to one message.
- M5.b A replay creates nothing.

### P1* The plan on the phone
- P1.a The patient sees the goal.
"""
ROWS = clauses.read(DOCUMENT)

SUITE = """
import pytest

pytestmark = pytest.mark.feature("P1.a")

@pytest.mark.feature("M5.a", "M5.b")
@pytest.mark.parametrize("n", [1, 2])
def test_it_holds(n):
    assert n

@pytest.mark.feature("M5.a")
def test_it_breaks():
    assert False

@pytest.mark.skipif(True, reason="planted")
@pytest.mark.feature("M5.b")
def test_it_never_ran():
    assert True

@pytest.mark.xfail
@pytest.mark.feature("M5.b")
def test_it_fails_as_expected():
    assert False
"""


def proven(found: list[Result]) -> dict[str, bool]:
    return {proof.clause.id: proof.proven for row in ROWS for proof in report.proofs(row, found)}


def test_rows_clauses_and_stars_are_read_in_order() -> None:
    assert [(row.id, row.starred, len(row.clauses)) for row in ROWS] == [("M5", False, 2), ("P1", True, 1)]
    assert ROWS[0].clauses[1].text == "A replay creates nothing."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("### M5 One\n- M5.a x\n### M5 Two\n- M5.b y", "stands twice"),
        ("### M5 One\n- M5.a x\n- M5.a y", "stands twice"),
        ("### M5 One\n- M6.a x", "stands under row M5"),
        ("### M5 One\n\n### M6 Two\n- M6.a x", "without a clause: M5"),
    ],
)
def test_a_document_of_the_wrong_form_is_refused(text: str, words: str) -> None:
    with pytest.raises(clauses.DocumentError, match=words):
        clauses.read(text)


def test_the_real_document_holds_every_row_in_families_without_a_gap() -> None:
    rows = clauses.load()
    assert len(rows) == 126
    numbers: dict[str, list[int]] = {}
    for row in rows:
        numbers.setdefault(row.id[0], []).append(int(row.id[1:]))
        letters = [clause.id[-1] for clause in row.clauses]
        assert letters == [chr(ord("a") + place) for place in range(len(letters))], row.id
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())


def test_a_row_is_proven_only_when_each_clause_has_a_passing_test() -> None:
    half = [Result("tests/test_x.py::test_one", "passed", ("M5.a",))]
    whole = [*half, Result("tests/test_x.py::test_two", "passed", ("M5.b",))]
    assert report.lines(ROWS, half)[-1] == "features: 0 proven of 2"
    assert report.lines(ROWS, whole)[-1] == "features: 1 proven of 2"


@pytest.mark.parametrize("case", ["", "[noor@example.test]", "[a@b-c@d]", "[0]"])
@pytest.mark.parametrize("group", ["", "@e2e"])
def test_each_case_keeps_its_own_result_in_a_group_too(case: str, group: str) -> None:
    test = f"tests/test_x.py::test_one{case}"
    assert plugin.without_group(test + group) == test


@pytest.mark.parametrize("outcome", ["failed", "skipped", "not run"])
def test_a_test_that_did_not_pass_proves_nothing(outcome: Outcome) -> None:
    assert proven([Result("tests/test_x.py::test_one", outcome, ("M5.a",))])["M5.a"] is False


def test_a_failing_test_takes_away_the_proof_of_a_passing_one() -> None:
    found = [
        Result("tests/test_x.py::test_one", "passed", ("M5.a",)),
        Result("tests/test_x.py::test_two", "failed", ("M5.a",)),
    ]
    assert proven(found)["M5.a"] is False


def test_one_failing_case_makes_the_whole_parametrized_test_fail() -> None:
    found = [
        Result("tests/test_x.py::test_one[a]", "failed", ("M5.a",)),
        Result("tests/test_x.py::test_one[b]", "passed", ("M5.a",)),
    ]
    assert report.proofs(ROWS[0], found)[0].tests == {"tests/test_x.py::test_one": "failed"}


def test_the_list_of_the_missing_leaves_out_what_is_proven() -> None:
    found = [Result("tests/test_x.py::test_plan", "passed", ("P1.a",))]
    shown = "\n".join(report.lines(ROWS, found, only_missing=True))
    assert "M5.a" in shown
    assert "P1.a" not in shown


def test_marks_on_functions_classes_and_modules_are_found_in_the_source(tmp_path: Path) -> None:
    path = tmp_path / "tests" / "test_planted.py"
    path.parent.mkdir()
    inside = "\n\n@pytest.mark.feature('M5.b')\nclass TestBox:\n    def test_in(self): ...\n"
    path.write_text(SUITE + inside, encoding="utf-8")
    found = {(carrier.clause, carrier.test) for carrier in carriers.find(tmp_path)}
    assert ("P1.a", "*") in found
    assert ("M5.a", "test_it_holds") in found
    assert ("M5.b", "TestBox::*") in found


def test_an_id_that_the_document_does_not_know_is_reported_with_its_place(tmp_path: Path) -> None:
    script = tmp_path / "frontend" / "src" / "box.test.ts"
    script.parent.mkdir(parents=True)
    script.write_text('import { it } from "vitest";\nit("waits @feature:M5.a @feature:M5.z", () => {});\n')
    wrong = carriers.unknown(carriers.find(tmp_path), clauses.ids(ROWS))
    assert wrong == ["frontend/src/box.test.ts:2: no clause M5.z"]


def test_no_test_of_the_project_carries_an_unknown_id() -> None:
    assert carriers.unknown(carriers.find(clauses.ROOT), clauses.ids(clauses.load())) == []


def test_the_report_of_vitest_is_read_with_its_tags(tmp_path: Path) -> None:
    cases = [
        {"fullName": "outbox waits @feature:M5.a", "status": "passed"},
        {"fullName": "outbox sleeps @feature:M5.b", "status": "pending"},
    ]
    path = tmp_path / "vitest.json"
    path.write_text(
        json.dumps({"testResults": [{"name": str(tmp_path / "box.test.ts"), "assertionResults": cases}]})
    )
    assert results.from_vitest(path, tmp_path) == [
        Result("box.test.ts::outbox waits", "passed", ("M5.a",)),
        Result("box.test.ts::outbox sleeps", "skipped", ("M5.b",)),
    ]


def test_a_later_run_replaces_its_own_tests_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "pytest.json"
    results.merge(path, [Result("a::one", "passed", ("M5.a",)), Result("a::two", "passed")])
    results.merge(path, [Result("a::one", "failed", ("M5.a",))])
    assert results.from_pytest(path) == [Result("a::one", "failed", ("M5.a",)), Result("a::two", "passed")]


def test_results_of_a_file_that_is_gone_count_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTBRIDGE_TEST_RESULTS", str(tmp_path))
    results.merge(tmp_path / "pytest.json", [Result("tests/test_gone.py::test_one", "passed", ("M5.a",))])
    assert results.load(tmp_path) == []


@pytest.mark.parametrize("workers", [[], ["-n", "2"]], ids=["one process", "two workers"])
def test_the_plugin_writes_every_outcome_with_its_clauses(tmp_path: Path, workers: list[str]) -> None:
    (tmp_path / "test_planted.py").write_text(SUITE, encoding="utf-8")
    base = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        "/dev/null",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:django",
    ]
    run = subprocess.run(
        [*base, "-p", "tests.features.plugin", "--rootdir", str(tmp_path), *workers, str(tmp_path)],
        cwd=clauses.ROOT,
        env={"FOOTBRIDGE_TEST_RESULTS": str(tmp_path / "out"), "PYTHONPATH": str(clauses.ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    found = {
        result.test.split("::")[1]: (result.outcome, result.clauses)
        for result in results.from_pytest(tmp_path / "out" / "pytest.json")
    }
    assert found == {
        "test_it_holds[1]": ("passed", ("M5.a", "M5.b", "P1.a")),
        "test_it_holds[2]": ("passed", ("M5.a", "M5.b", "P1.a")),
        "test_it_breaks": ("failed", ("M5.a", "P1.a")),
        "test_it_never_ran": ("skipped", ("M5.b", "P1.a")),
        "test_it_fails_as_expected": ("skipped", ("M5.b", "P1.a")),
    }, run.stdout + run.stderr
