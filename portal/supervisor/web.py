"""What the supervisor asks of the product's web process, over the loopback."""

import http.client
import json
import socket
from typing import Any

from portal.supervisor.processes import CannotStart


def require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CannotStart(
                f"Port {port} is in use: choose another, as in `make run PORT={port + 1}`."
            ) from None


def get(port: int, path: str, *, seconds: float = 3) -> tuple[int, Any]:
    """Status and JSON body; status 0 where nobody answers. No proxy of the environment is asked."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException):
        return 0, None
    finally:
        connection.close()
    try:
        return answer.status, json.loads(body)
    except ValueError:
        return answer.status, None


def people(port: int) -> list[tuple[str, str]]:
    """Name and role of each demo person, as the sign-in page offers them."""
    status, found = get(port, "/demo/people")
    if status != 200 or not isinstance(found, list):
        return []
    return [(str(row["name"]), str(row["role"])) for row in found]
