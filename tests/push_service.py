"""A push service that answers as it is told, behind the product's own session; and a browser that can read
what was pushed to it."""

import base64
import json
from typing import Any

import http_ece
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from requests.adapters import BaseAdapter

from portal.notify import push


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class Browser:
    """One subscription, with the key that only the browser has."""

    def __init__(self, name: str, host: str = "updates.push.services.mozilla.com") -> None:
        self.endpoint = f"https://{host}/wpush/v2/{name}"
        self._private = ec.generate_private_key(ec.SECP256R1())
        self._auth = b"sixteen bytes :)"
        public = self._private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.keys = {"p256dh": _text(public), "auth": _text(self._auth)}

    def read(self, sent: requests.PreparedRequest) -> dict[str, Any]:
        plain = http_ece.decrypt(sent.body, private_key=self._private, auth_secret=self._auth)
        found: dict[str, Any] = json.loads(plain)
        return found


class PushService(BaseAdapter):
    """Answers each endpoint with the next of its script, the last one again and again; 201 without any. A
    number is a status, a dict has headers too, an exception is raised."""

    def __init__(self) -> None:
        super().__init__()
        self.script: dict[str, list[int | dict[str, Any] | Exception]] = {}
        self.got: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, **_how: Any) -> requests.Response:  # type: ignore[override]  # the rest is not ours to look at
        self.got.append(request)
        told = self.script.get(str(request.url), [201])
        now = told.pop(0) if len(told) > 1 else told[0]
        if isinstance(now, Exception):
            raise now
        answer = requests.Response()
        answer.status_code = now if isinstance(now, int) else int(now["status"])
        answer.headers.update({} if isinstance(now, int) else now.get("headers", {}))
        answer._content, answer.url, answer.request = b"", str(request.url), request
        return answer

    def close(self) -> None:
        """Nothing is open."""

    def calls(self, browser: Browser) -> int:
        return sum(request.url == browser.endpoint for request in self.got)


@pytest.fixture
def push_service(monkeypatch: pytest.MonkeyPatch, settings: Any) -> PushService:
    """The real sender with its real session; only the wire is ours."""
    service, made = PushService(), push.session

    def session() -> requests.Session:
        found = made()
        found.mount("https://", service)
        found.mount("http://", service)
        return found

    monkeypatch.setattr(push, "session", session)
    settings.PUSH_SENDER = "portal.notify.push.WebPush"
    settings.PUBLIC_ORIGIN = "https://portal.example.org"
    return service
