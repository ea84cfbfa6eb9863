"""Reads docs/features.md: the rows that the product promises and the clauses that make each of them up."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "features.md"

_ROW = re.compile(r"^### (?P<id>[A-Z]\d+)(?P<star>\*?) (?P<title>\S.*)$")
_CLAUSE = re.compile(r"^- (?P<id>(?P<row>[A-Z]\d+)\.[a-z]) (?P<text>\S.*)$")


class DocumentError(Exception):
    """docs/features.md does not have the form that the tool reads."""


@dataclass(frozen=True)
class Clause:
    id: str
    text: str


@dataclass(frozen=True)
class Row:
    id: str
    starred: bool
    title: str
    clauses: tuple[Clause, ...]


def read(text: str) -> list[Row]:
    """Return every row in order. Raises DocumentError for a double id, a stray clause or an empty row."""
    heads: dict[str, re.Match[str]] = {}
    clauses: dict[str, dict[str, Clause]] = {}
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if row := _ROW.match(line):
            current = row["id"]
            if current in heads:
                raise DocumentError(f"line {number}: row {current} stands twice")
            heads[current] = row
            clauses[current] = {}
        elif clause := _CLAUSE.match(line):
            _add(clauses, current, clause, number)
    empty = [row_id for row_id, own in clauses.items() if not own]
    if empty:
        raise DocumentError(f"rows without a clause: {', '.join(empty)}")
    return [
        Row(row_id, head["star"] == "*", head["title"], tuple(clauses[row_id].values()))
        for row_id, head in heads.items()
    ]


def _add(clauses: dict[str, dict[str, Clause]], current: str, match: re.Match[str], number: int) -> None:
    if match["row"] != current:
        raise DocumentError(f"line {number}: clause {match['id']} stands under row {current or 'none'}")
    if match["id"] in clauses[current]:
        raise DocumentError(f"line {number}: clause {match['id']} stands twice")
    clauses[current][match["id"]] = Clause(match["id"], match["text"])


def load() -> list[Row]:
    """The rows of the project's own document."""
    return read(DOCUMENT.read_text(encoding="utf-8"))


def ids(rows: list[Row]) -> set[str]:
    return {clause.id for row in rows for clause in row.clauses}
