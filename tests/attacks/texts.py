"""Every text field of the API, read from its description, and strings that would be script if a screen took
them for more than text (scripts.json; `hit()` is what a test looks for)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

HERE = Path(__file__).parent
SCHEMA: dict[str, Any] = json.loads((HERE.parents[1] / "api/openapi.json").read_text(encoding="utf-8"))
STRINGS: list[str] = json.loads((HERE / "scripts.json").read_text(encoding="utf-8"))
Node = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """`pointer` is its place in the body, "*" any row of a list; `longest` how many characters it takes."""

    pointer: str
    longest: int

    def chunks(self, strings: list[str], *, of: str, most: int) -> list[str]:
        """The strings, packed; a short field gets some of them, every field others."""
        packed: list[str] = []
        for string in strings:
            if len(string) > self.longest:
                continue
            if packed and len(packed[-1]) + len(string) + 2 <= self.longest:
                packed[-1] += "\n\n" + string
            else:
                packed.append(string)
        if not packed:
            return strings[:1]  # too long for the field, whatever it is
        start = crc32((of + self.pointer).encode()) % len(packed)
        return (packed[start:] + packed[:start])[:most]


def operations() -> dict[str, list[Field]]:
    """The free text of each writing operation: no format, no list of values."""
    found = {}
    for path, operation in SCHEMA["paths"].items():
        for method, described in operation.items():
            if method in {"post", "put", "patch"}:
                schema = body_of(described)
                fields = (
                    [] if schema is None else sorted(set(_fields(schema, "", ())), key=lambda f: f.pointer)
                )
                if fields:
                    found[f"{method.upper()} {path}"] = fields
    return found


def body_of(described: Node) -> Node | None:
    schema = described.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return None if schema is None else dict(schema)


def with_text(body: Any, schema: Node, texts: dict[str, str], pointer: str = "") -> Any:
    """The body with these texts in it, in a list in its first row. What it lacks on the way is made."""
    schema = _named(schema)[0]
    if pointer in texts:
        return texts[pointer]
    if not any(each.startswith(pointer + "/") for each in texts):
        return body
    if schema.get("type") == "array":
        first, *others = body or [_least(schema["items"])]
        return [with_text(first, schema["items"], texts, pointer + "/*"), *others]
    made = dict(_least(schema) if body is None else body)
    for name, child in schema["properties"].items():
        here = f"{pointer}/{name}"
        if any(each == here or each.startswith(here + "/") for each in texts):
            made[name] = with_text(made.get(name), child, texts, here)
    return made


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings_in(each)


def _named(schema: Node) -> tuple[Node, str | None]:
    name = None
    while "$ref" in schema or "allOf" in schema:
        if "allOf" in schema:
            schema = schema["allOf"][0]
            continue
        name = schema["$ref"].rpartition("/")[2]
        schema = SCHEMA["components"]["schemas"][name]
    return schema, name


def _fields(schema: Node, pointer: str, inside: tuple[str, ...]) -> Iterator[Field]:
    schema, name = _named(schema)
    if name in inside:
        return
    inside = (*inside, name) if name else inside
    for kind in ("oneOf", "anyOf"):
        for each in schema.get(kind, []):
            yield from _fields(each, pointer, inside)
    kinds = schema.get("type")
    text = "string" in (kinds if isinstance(kinds, list) else [kinds]) and not {"format", "enum"} & set(
        schema
    )
    if text and schema.get("maxLength") != 0:  # 0: nothing, where another kind stands beside it
        yield Field(pointer, schema.get("maxLength", 2000))
    for key, child in schema.get("properties", {}).items():
        yield from _fields(child, f"{pointer}/{key}", inside)
    if "items" in schema:
        yield from _fields(schema["items"], f"{pointer}/*", inside)


def _least(schema: Node) -> Any:
    """Something that the schema takes."""
    schema = _named(schema)[0]
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("type") == "object":
        return {name: _least(schema["properties"][name]) for name in schema.get("required", [])}
    kinds = schema.get("type")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    return {"string": "x", "integer": 1, "boolean": False, "array": []}.get(str(kind))
