"""Statements that are on every write's and every delivery's path: prepared once for each connection, so that
PostgreSQL plans them once, and read without the ORM's work for each row.

They run in the open transaction, or as one of their own. Columns come from the models: a new field of a
table is read without an edit here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Any, TypeVar

import orjson
import psycopg
from django.db import connection, models
from django.db.models.base import ModelState

M = TypeVar("M", bound=models.Model)
_PARAMETER = re.compile(r"%\((\w+)\)s")


def run(text: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one prepared statement with `%(name)s` parameters. Raises Django's database errors."""
    connection.ensure_connection()
    if connection.queries_logged:  # tests count queries by this log
        connection.queries_log.append({"sql": text, "time": "0"})
    numbered, names_in_order = _numbered(text)
    values = [parameters[name] for name in names_in_order]
    with connection.wrap_database_errors, psycopg.RawCursor(connection.connection) as cursor:
        cursor.execute(numbered, values, prepare=True, binary=True)
        # Not `description`: it would make an object for each column, each time.
        return cursor.fetchall() if cursor.rownumber is not None else []


@lru_cache
def _numbered(text: str) -> tuple[bytes, list[str]]:
    """`%(name)s` as PostgreSQL's own `$1`, and the names in their order. psycopg would look for them in the
    whole of a long text each time."""
    found: dict[str, str] = {}
    made = _PARAMETER.sub(lambda at: found.setdefault(at[1], f"${len(found) + 1}"), text)
    return made.encode(), list(found)


def rows(records: Sequence[Mapping[str, Any]]) -> str:
    """Several records as one parameter, for `of_rows`. An array for each column would cost psycopg more than
    the statement's own work. Bytes go as PostgreSQL's hexadecimal text."""
    return orjson.dumps(list(records), default=_as_text).decode()


def of_rows(name: str, kinds: Mapping[str, str], *, alias: str) -> str:
    """What stands after FROM: the records of the parameter `name` with these columns and their types."""
    listed = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
    return f"json_to_recordset(%({name})s::json) AS {alias}({listed})"


def _as_text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return "\\x" + bytes(value).hex()
    raise TypeError(f"{type(value).__name__} stands in no record.")


def names(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def columns(model: type[models.Model], alias: str) -> str:
    """All columns of a table, in the order in which `instance` takes them."""
    return ", ".join(f'{alias}."{name}"' for name in names(model))


def arrays(model: type[models.Model], alias: str, *, order: str) -> str:
    """All columns of several rows as one array each, for `instances`."""
    return ", ".join(f'array_agg({alias}."{name}" ORDER BY {order}) AS "{name}"' for name in names(model))


def instance(model: type[M], row: Iterator[Any]) -> M | None:
    """The next row of a table out of a wider row; None where an outer join found none."""
    attributes = _attributes(model)
    values = list(islice(row, len(attributes)))
    return None if values[0] is None else _made(model, attributes, values)


def instances(model: type[M], row: Iterator[Any]) -> list[M]:
    """What `arrays` brought. Sealed columns come as bytes, as in a row of their own."""
    attributes = _attributes(model)
    found: Sequence[Any] = list(islice(row, len(attributes)))
    if found[0] is None:
        return []
    return [_made(model, attributes, values) for values in zip(*found, strict=True)]


def blank(model: type[M], **given: Any) -> M:
    """A new object as `model(**given)` makes it, in a third of its time. Give what has no plain default."""
    made = model.__new__(model)
    made._state = ModelState()
    made.__dict__.update(_defaults(model))
    made.__dict__.update(given)
    return made


@cache
def _defaults(model: type[models.Model]) -> dict[str, Any]:
    return {
        field.attname: field.get_default()
        for field in model._meta.concrete_fields
        if not (field.has_default() and callable(field.default))
    }


@cache
def _attributes(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(str(field.attname) for field in model._meta.concrete_fields)


def _made(model: type[M], attributes: Sequence[str], values: Iterable[Any]) -> M:
    """What `from_db` makes, without asking each column's descriptor and the signals: a third of its time."""
    made = model.__new__(model)
    made._state = ModelState()
    made._state.adding, made._state.db = False, connection.alias
    made.__dict__.update(zip(attributes, values, strict=True))
    return made
