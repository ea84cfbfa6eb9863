"""Puts promises and results together: which clause is proven, and by which tests."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.features.clauses import Clause, Row
from tests.features.results import Outcome, Result

_CASE = re.compile(r"\[.*\]$", re.DOTALL)
_WORSE: tuple[Outcome, ...] = ("failed", "not run", "skipped", "passed")


@dataclass(frozen=True)
class Proof:
    """One clause and its tests (the cases of one parametrized test count as one)."""

    clause: Clause
    tests: dict[str, Outcome]

    @property
    def proven(self) -> bool:
        """A passing test is needed, and one that failed takes the proof away."""
        outcomes = self.tests.values()
        return "passed" in outcomes and "failed" not in outcomes


def proofs(row: Row, results: Iterable[Result]) -> list[Proof]:
    carried = [result for result in results if result.clauses]
    return [Proof(clause, _tests_of(clause, carried)) for clause in row.clauses]


def _tests_of(clause: Clause, results: Iterable[Result]) -> dict[str, Outcome]:
    tests: dict[str, Outcome] = {}
    for result in results:
        if clause.id in result.clauses:
            name = _CASE.sub("", result.test)
            seen = tests.get(name)
            tests[name] = result.outcome if seen is None else min(seen, result.outcome, key=_WORSE.index)
    return tests


def lines(rows: list[Row], results: list[Result], *, only_missing: bool = False) -> list[str]:
    """The whole report; its last line is `features: N proven of T`."""
    out: list[str] = []
    proven = 0
    for row in rows:
        found = proofs(row, results)
        done = all(proof.proven for proof in found)
        proven += done
        if done and only_missing:
            continue
        state = "proven" if done else f"{sum(proof.proven for proof in found)} of {len(found)}"
        out.append(f"{row.id}{'*' if row.starred else ''} {row.title}: {state}")
        for proof in found:
            if not (proof.proven and only_missing):
                out.extend(_of_clause(proof))
    out.append(f"features: {proven} proven of {len(rows)}")
    return out


def _of_clause(proof: Proof) -> list[str]:
    mark = "+" if proof.proven else "-"
    out = [f"  {mark} {proof.clause.id} {proof.clause.text}"]
    if not proof.tests:
        return out
    for test, outcome in sorted(proof.tests.items()):
        out.append(f"      {test}" if outcome == "passed" else f"      {test} ({outcome})")
    return out
