"""Several people press at the same instant, each on a connection of their own."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client

Press = tuple[Client, str, str, Any]  # who, method, path, body


def all_at_once(presses: Sequence[Press]) -> list[Any]:
    """The answers, in the order of the presses. Nobody begins before all are ready."""
    ready = Barrier(len(presses), timeout=30)

    def press(one: Press) -> Any:
        client, method, path, body = one
        try:
            ready.wait()
            return client.generic(
                method,
                path,
                data=json.dumps(body, default=str),
                content_type="application/json",
                headers={"idempotency-key": str(uuid4())},
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(press, presses))


def statuses(
    answers: Sequence[Any], *, key: Callable[[Any], int] = lambda a: int(a.status_code)
) -> list[int]:
    return sorted(map(key, answers))
