"""Web push through the browsers' own services. The payload is a catalogue key: the phone has the words."""

import ipaddress
import json
import socket
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from pywebpush import WebPushException, webpush
from requests.adapters import HTTPAdapter

from portal.notify.channels import AddressDead, Outgoing, SendFailed
from portal.notify.waiting import retry_after

_GONE = {404, 410}


def host_is_known(endpoint: str) -> bool:
    """The address comes from a browser, so it is user input: only the services of PUSH_HOSTS are contacted,
    by https and on its own port. A name that begins with a dot stands for what ends with it."""
    try:
        url = urlsplit(endpoint)
        port = url.port
    except ValueError:
        return False
    host = url.hostname or ""
    named = any(host == h or (h.startswith(".") and host.endswith(h)) for h in settings.PUSH_HOSTS)
    return url.scheme == "https" and port in (None, 443) and named and "@" not in url.netloc


def is_public(host: str) -> bool:
    """Whether every address of this name lies in the public net."""
    try:
        found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(ipaddress.ip_address(str(row[4][0])).is_global for row in found)


class _PublicOnly(HTTPAdapter):
    """A known name that has come to lead into our own net is not followed there."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        if not is_public(urlsplit(request.url or "").hostname or ""):
            raise requests.ConnectionError
        return super().send(request, *args, **kwargs)


class _Straight(requests.Session):
    """No detours: neither a redirect nor a proxy of the environment decides where a push goes."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.mount("https://", _PublicOnly())

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        return super().request(*args, **(kwargs | {"allow_redirects": False}))


def session() -> requests.Session:
    return _Straight()


class WebPush:
    """`to` is the subscription as JSON."""

    def send(self, message: Outgoing, *, to: str) -> None:
        subscription = json.loads(to)
        if not host_is_known(subscription["endpoint"]):
            raise AddressDead
        payload = {
            "key": message.words.key,
            "language": message.language,
            "path": message.path,
            "tag": message.tag,
        }
        if message.words.n:
            payload["n"] = str(message.words.n)
        try:
            webpush(
                subscription, json.dumps(payload), vapid_private_key=settings.VAPID_PRIVATE_KEY,
                vapid_claims={"sub": settings.PUBLIC_ORIGIN}, ttl=message.lives,
                headers={"Topic": message.tag}, timeout=10, requests_session=session(),
            )  # fmt: skip
        except WebPushException as error:
            answer = error.response
            if answer is not None and answer.status_code in _GONE:
                raise AddressDead from error
            wait = retry_after(answer.headers.get("Retry-After")) if answer is not None else 0
            raise SendFailed(wait) from error
        except ValueError as error:  # keys that are no keys: the browser's word, so never ours to trust
            raise AddressDead from error
        except OSError as error:  # requests' errors are OSErrors
            raise SendFailed from error
