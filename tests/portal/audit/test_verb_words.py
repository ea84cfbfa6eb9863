"""Whoever writes a new verb into the audit gives it words, so that an administrator can read the record."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_VERB = re.compile(r"[a-z]+\.[a-z_]+")
# The functions by which the product writes into the audit, and the domains' own short forms of them.
_WRITERS = re.compile(r"(record|read|read_many|denied|_?note|_read|_told|_?\w*changed)\Z")


def _verbs() -> Iterator[str]:
    for folder in ("portal", "api"):
        for file in (ROOT / folder).rglob("*.py"):
            if "demo" in file.parts or "supervisor" in file.parts:
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield from _verbs_of(node)


def _verbs_of(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if not _WRITERS.match(name):
        return
    for argument in call.args[:2]:
        value = argument.value if isinstance(argument, ast.Constant) else None
        if isinstance(value, str) and _VERB.fullmatch(value):
            yield value


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_verb_of_the_source_has_words(language: str) -> None:
    file = ROOT / "portal/kernel/catalogue" / language / "audit.json"
    words = json.loads(file.read_text(encoding="utf-8"))
    verbs = set(_verbs())
    assert len(verbs) > 60
    missing = {verb for verb in verbs if f"audit.verb_{verb.replace('.', '_')}" not in words}
    assert missing == set(), "give these words in catalogue/*/audit.json (audit.verb_...)"
