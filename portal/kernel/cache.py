"""Django's cache interface over the limits table.

allauth counts sign-in attempts in the default cache. With Redis there, a lost Redis turned sign-in into
a 500, and a local-memory cache gave every process its own count. PostgreSQL has neither fault.
"""

import json
from datetime import timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

from portal.kernel import clock
from portal.kernel.models import Limit


class LimitsCache(BaseCache):
    def __init__(self, _server: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def _until(self, timeout: Any) -> Any:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return clock.now() + timedelta(seconds=3650 * 86400 if seconds is None else seconds)

    def _name(self, key: str, version: int | None) -> str:
        made = f"cache:{self.make_and_validate_key(key, version=version)}"
        return made[:128]

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        row = Limit.objects.filter(key=self._name(key, version), until__gt=clock.now()).first()
        return default if row is None else row.value

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        Limit.objects.update_or_create(
            key=self._name(key, version),
            defaults={"count": 0, "value": value, "until": self._until(timeout)},
        )

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """One statement: of several that add at once, one wins."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kernel_limit (key, count, value, until) VALUES (%s, 0, %s, %s) "
                "ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, until = EXCLUDED.until "
                "WHERE kernel_limit.until <= %s",
                [self._name(key, version), json.dumps(value), self._until(timeout), clock.now()],
            )
            return bool(cursor.rowcount)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        found = Limit.objects.filter(key=self._name(key, version), until__gt=clock.now())
        return bool(found.update(until=self._until(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(Limit.objects.filter(key=self._name(key, version)).delete()[0])

    def clear(self) -> None:
        Limit.objects.filter(key__startswith="cache:").delete()
