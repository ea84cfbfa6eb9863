"""The questionnaires, read from their FHIR data files (`data/README.md`)."""

import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from portal.forms.logic import Band, Form, Item, Option
from portal.kernel.errors import NotFound

_DATA = Path(__file__).parent / "data"
_TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
_POINTS = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
Json = Mapping[str, Any]


def _extensions(node: Json, url: str) -> Iterator[Json]:
    return (e for e in node.get("extension", []) if e["url"] == url)


def _words(node: Json, name: str) -> dict[str, str]:
    """English from the element, the other languages from the standard translation extension."""
    found = {"en": str(node[name])}
    for translation in _extensions(node.get(f"_{name}", {}), _TRANSLATION):
        parts = {part["url"]: part for part in translation["extension"]}
        found[parts["lang"]["valueCode"]] = parts["content"]["valueString"]
    return found


def _option(node: Json) -> Option:
    coding = node["valueCoding"]
    points = next(_extensions(coding, _POINTS))["valueDecimal"]
    return Option(int(points), _words(coding, "display"))


def _item(node: Json) -> Item:
    return Item(
        link_id=node["linkId"],
        text=_words(node, "text"),
        options=tuple(_option(option) for option in node["answerOption"]),
        scored=any(e["valueBoolean"] for e in _extensions(node, "urn:footbridge:scored")),
        required=bool(node.get("required")),
    )


def _bands(node: Json) -> tuple[Band, ...]:
    scoring = next(_extensions(node, "urn:footbridge:scoring"))
    found = []
    for band in _extensions(scoring, "band"):
        parts = {part["url"]: part for part in band["extension"]}
        label = _words(parts["label"], "valueString")
        low, high = parts["low"]["valueInteger"], parts["high"]["valueInteger"]
        found.append(Band(parts["code"]["valueCode"], low, high, label))
    return tuple(found)


def _form(node: Json) -> Form:
    questions = [item for item in node["item"] if item["type"] == "choice"]
    risky = [q["linkId"] for q in questions if any(_extensions(q, "urn:footbridge:safety-rule"))]
    return Form(
        name=node["id"],
        version=node["version"],
        title=_words(node, "title"),
        lead=next(_words(item, "text") for item in node["item"] if item["type"] == "display"),
        minutes=next(_extensions(node, "urn:footbridge:minutes"))["valueInteger"],
        items=tuple(_item(question) for question in questions),
        bands=_bands(node),
        risk_item=risky[0] if risky else None,
    )


@functools.cache
def _all() -> dict[str, Form]:
    """The newest version of each, by name. Versions are three numbers."""
    found: dict[str, Form] = {}
    for file in _DATA.glob("*.json"):
        form = _form(json.loads(file.read_text(encoding="utf-8")))
        before = found.get(form.name)
        if before is None or _order(form.version) > _order(before.version):
            found[form.name] = form
    return found


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def named(name: str) -> Form:
    """The newest version of a questionnaire; NotFound for a name that there is not."""
    form = _all().get(name)
    if form is None:
        raise NotFound
    return form
