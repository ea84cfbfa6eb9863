"""Finds in the source which tests say that they prove a clause, without running any of them."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

TAG = re.compile(r"@feature:([\w.]+)")
_SCRIPTS = ("*.test.ts", "*.test.tsx", "*.spec.ts", "*.spec.tsx")


@dataclass(frozen=True)
class Carrier:
    """One test (or one class or module of tests) that carries a clause id."""

    clause: str
    path: str
    line: int
    test: str


def in_python(path: Path, root: Path) -> Iterator[Carrier]:
    """Every `pytest.mark.feature("...")` of a test file; `*` stands for all tests of the class or module."""
    shown = path.relative_to(root).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=shown)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _of_marks(node.decorator_list, shown, node.name)
        elif isinstance(node, ast.ClassDef):
            yield from _of_class(node, shown)
        elif isinstance(node, ast.Assign) and _assigns_marks(node):
            yield from _of_marks([node.value], shown, "*")


def _of_class(node: ast.ClassDef, shown: str) -> Iterator[Carrier]:
    yield from _of_marks(node.decorator_list, shown, f"{node.name}::*")
    for child in node.body:
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _of_marks(child.decorator_list, shown, f"{node.name}::{child.name}")
        elif isinstance(child, ast.Assign) and _assigns_marks(child):
            yield from _of_marks([child.value], shown, f"{node.name}::*")


def _assigns_marks(node: ast.Assign) -> bool:
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)


def _of_marks(expressions: Iterable[ast.expr], shown: str, test: str) -> Iterator[Carrier]:
    for expression in expressions:
        for call in ast.walk(expression):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("mark.feature"):
                for argument in call.args:
                    clause = argument.value if isinstance(argument, ast.Constant) else ast.unparse(argument)
                    yield Carrier(str(clause), shown, call.lineno, test)


def in_script(path: Path, root: Path) -> Iterator[Carrier]:
    """Every `@feature:M5.a` tag of a front-end test file, with the words of its line."""
    shown = path.relative_to(root).as_posix()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for clause in TAG.findall(line):
            yield Carrier(clause.rstrip("."), shown, number, line.strip())


def find(root: Path) -> list[Carrier]:
    """All carriers of the project. The tool's own tests are left out: they plant ids on purpose."""
    found: list[Carrier] = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        if path.parent != root / "tests" / "features":
            found.extend(in_python(path, root))
    for pattern in _SCRIPTS:
        for path in sorted((root / "frontend" / "src").rglob(pattern)):
            found.extend(in_script(path, root))
    return found


def unknown(carriers: Iterable[Carrier], known: set[str]) -> list[str]:
    """One line for each carrier whose id is not in docs/features.md."""
    return [
        f"{carrier.path}:{carrier.line}: no clause {carrier.clause}"
        for carrier in carriers
        if carrier.clause not in known
    ]
