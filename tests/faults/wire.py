"""One request on a connection of its own, so that a server that dies takes one request along and no other."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

COOKIE = "sessionid"
CSRF = "c" * 32
LARGEST = 8 * 1024 * 1024


class Lost(Exception):
    """No answer came: whether anything was done, nobody knows."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any

    @property
    def retry_after(self) -> float | None:
        value = self.headers.get("retry-after", "")
        return float(value) if value.isdigit() else None


@dataclass(frozen=True)
class Door:
    """How a person comes in: the addresses of the web processes, their origin, and a cookie."""

    ports: tuple[int, ...]
    origin: str
    cookie: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self.cookie}; csrftoken={CSRF}"}

    async def ask(
        self, method: str, path: str, *, port: int, body: Any = None, key: str = "", within: float = 20
    ) -> Answer:
        """Raises Lost where the answer does not come, whole and in time."""
        try:
            async with asyncio.timeout(within):
                return await self._ask(method, path, port=port, body=body, key=key)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
            raise Lost(type(error).__name__) from error

    async def _ask(self, method: str, path: str, *, port: int, body: Any, key: str) -> Answer:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=LARGEST)
        try:
            content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
            headers = self.headers | {
                "Host": self.origin.split("//")[1], "Origin": self.origin, "Connection": "close",
                "X-CSRFToken": CSRF, "Content-Length": str(len(content)),
                "Content-Type": "application/octet-stream" if isinstance(body, bytes) else "application/json",
            }  # fmt: skip
            if key:
                headers["Idempotency-Key"] = key
            lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
            writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
            await writer.drain()
            return await _read(reader)
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Answer:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split()[1])
    headers = {name.lower(): value for name, _, value in (row.partition(": ") for row in head[1:] if row)}
    chunked = headers.get("transfer-encoding") == "chunked"
    content = await (
        _chunks(reader) if chunked else reader.readexactly(int(headers.get("content-length", 0)))
    )
    is_json = "json" in headers.get("content-type", "")
    return Answer(status, headers, json.loads(content) if content and is_json else content)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        found += (await reader.readexactly(size + 2))[:-2]
    return found
