"""When patients are expected next, for domains that must not know the schedule.

The schedule writes `@agenda.provider` on one function of its `agenda.py`, imported by its app's ready(). It
costs a constant number of queries and asks no rule: ask only for patients whom a selector gave, or as a job.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

Provider = Callable[[Collection[UUID]], dict[UUID, datetime]]
_providers: list[Provider] = []


def provider(function: Provider) -> Provider:
    _providers[:] = [function]
    return function


def next_starts(patient_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """The start (UTC) of each patient's next session that has not begun; who has none is not in it."""
    return _providers[0](patient_ids) if _providers and patient_ids else {}
