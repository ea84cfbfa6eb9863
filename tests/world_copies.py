"""The same rows again: hundreds of tests begin with the cast, and the thirty actions that make it take ten
times as long as a copy.

Kept of a making are the rows that it added, and what it gave back. A copy has ids of its own, so that nothing
outside the database (limits, sockets, caches) takes two tests' people for the same.
"""

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models, transaction

from portal.audit.models import Queued
from portal.kernel import clock

T = TypeVar("T")
Rows = dict[type[models.Model], list[models.Model]]
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Kept:
    made: Any
    at: datetime
    rows: Rows


# One for each hour: within it all dates stay, and all times move along by the difference.
_kept: dict[tuple[Callable[[], Any], datetime], Kept] = {}


def copy_of(make: Callable[[], T]) -> T:
    """What `make` gives back: a dataclass of rows, also in dictionaries. The first time in an hour it is
    called itself. A copy sets off nothing after a commit: for tests that are rolled back."""
    now = clock.now()
    hour = (make, now.replace(minute=0, second=0, microsecond=0))
    if hour in _kept:
        again: T = _Copy(_kept[hour], now).made()
        return again
    before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in tables()}
    made = make()
    rows = {
        model: list(model._base_manager.exclude(pk__in=there).order_by("pk"))
        for model, there in before.items()
    }
    # Its end, so that nothing of a copy lies in the future.
    _kept[hour] = Kept(copy.deepcopy(made), clock.now(), rows)
    return made


def tables() -> list[type[models.Model]]:
    """All but the one that a trigger fills."""
    return [model for model in apps.get_models() if model is not Queued]


class _Copy:
    def __init__(self, kept: Kept, now: datetime) -> None:
        self.kept, self.later = kept, now - kept.at
        self.ids: dict[str, str] = {}
        # By table and old key. A numbered row gets its number from the database.
        self.rows: dict[tuple[type[models.Model], Any], models.Model] = {}

    def made(self) -> Any:
        for rows in self.kept.rows.values():
            self.ids |= {str(row.pk): str(uuid4()) for row in rows if isinstance(row.pk, UUID)}
        with transaction.atomic():
            for model, rows in self.kept.rows.items():
                copies = [self._row(row) for row in rows]
                model._base_manager.bulk_create(copies)
                self.rows |= {(model, old.pk): new for old, new in zip(rows, copies, strict=True)}
        return self._value(self.kept.made)

    def _row(self, old: models.Model) -> models.Model:
        columns = old._meta.concrete_fields
        return type(old)(**{each.attname: self._column(each, old.__dict__[each.attname]) for each in columns})

    def _column(self, field: "models.Field[Any, Any]", value: Any) -> Any:
        if isinstance(field, models.AutoField):
            return None
        if isinstance(field, models.ForeignKey) and isinstance(value, int):
            return self.rows[field.related_model, value].pk
        return self._value(value)

    def _value(self, old: Any) -> Any:
        """The same of the copy, for whatever a row or a cast is made of."""
        match old:
            case models.Model():
                return self.rows[type(old), old.pk]
            case UUID():
                return UUID(self._value(str(old)))
            case str():
                return ID.sub(lambda found: self.ids.get(found[0], found[0]), old)
            case datetime():
                return old + self.later
            case dict():
                return {self._value(key): self._value(value) for key, value in old.items()}
            case list():
                return [self._value(each) for each in old]
            case _ if is_dataclass(old) and not isinstance(old, type):
                parts = {part.name: self._value(getattr(old, part.name)) for part in fields(old)}
                return replace(old, **parts)
            case _:
                return old
