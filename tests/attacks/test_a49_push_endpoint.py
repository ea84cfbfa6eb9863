"""A49: the address of a browser is user input. Nothing but a known push service is ever contacted."""

import json
import socket
from typing import Any
from uuid import UUID, uuid4

import pytest
import requests

from portal.notify import push
from portal.notify.channels import AddressDead, Outgoing, SendFailed
from portal.notify.models import PushDevice
from portal.notify.wording import Words
from tests.push_service import Browser, PushService, push_service
from tests.world import build

__all__ = ["push_service"]
pytestmark = pytest.mark.django_db
KNOWN = "updates.push.services.mozilla.com"
ADDRESSES = (
    "https://127.0.0.1/x", "https://127.1/x", "https://2130706433/x", "https://0x7f000001/x",
    "https://0177.0.0.1/x", "https://[::1]/x", "https://[::ffff:127.0.0.1]/x", "https://localhost/x",
    "https://169.254.169.254/latest/meta-data", "https://10.0.0.8/x", "https://[fd00::1]/x",
    f"http://{KNOWN}/x", f"https://{KNOWN}:8443/x", f"https://{KNOWN}:22/x", f"https://{KNOWN}@127.0.0.1/x",
    f"https://x@{KNOWN}/x", f"https://@{KNOWN}/x", f"https://127.0.0.1#{KNOWN}/x", f"https://{KNOWN}.evil.test/x",
    f"https://evil.test/{KNOWN}", "https://push.apple.com.evil.test/x", "https://evilpush.apple.com/x",
    f"https://evil.test\\@{KNOWN}/x", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x",
    f"ftp://{KNOWN}/x", "//127.0.0.1/x", "https:///x",
)  # fmt: skip
WORDS = Words("notify.push_message", "Footbridge", "You have a new message.")


def outgoing(account_id: UUID | None = None) -> Outgoing:
    return Outgoing("m", account_id or uuid4(), WORDS, "/today", "en", tag="t" * 32)


@pytest.mark.feature("B2.f")
def test_a49_no_address_but_of_a_known_push_service_is_taken(push_service: PushService) -> None:
    client = build().client("patient")
    for address in ADDRESSES:
        body = {"endpoint": address, "keys": Browser("x").keys}
        answer = client.put("/api/v1/push-devices", json.dumps(body), content_type="application/json")
        assert answer.status_code == 400, address
    assert PushDevice.objects.count() == 0


@pytest.mark.feature("B2.f")
def test_a49_an_address_that_came_in_some_other_way_is_not_contacted(push_service: PushService) -> None:
    for address in ADDRESSES:
        with pytest.raises(AddressDead):
            push.WebPush().send(outgoing(), to=json.dumps({"endpoint": address, "keys": Browser("x").keys}))
    assert push_service.got == []


@pytest.mark.feature("B2.f")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a49_a_redirect_is_not_followed(push_service: PushService, status: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        target = f"http://127.0.0.1:{canary.getsockname()[1]}/x"
        browser = Browser("x")
        push_service.script[browser.endpoint] = [{"status": status, "headers": {"Location": target}}]
        with pytest.raises(SendFailed):
            push.WebPush().send(
                outgoing(), to=json.dumps({"endpoint": browser.endpoint, "keys": browser.keys})
            )
        assert [str(request.url) for request in push_service.got] == [browser.endpoint]
        with pytest.raises(TimeoutError):
            canary.accept()


@pytest.mark.feature("B2.f")
@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "100.64.0.1", "::1", "fd00::1", "fe80::1"],
)
def test_a49_a_known_name_that_leads_into_our_own_net_is_not_followed_there(
    monkeypatch: pytest.MonkeyPatch, settings: Any, address: str
) -> None:
    def looked_up(*_asked: Any, **_how: Any) -> list[Any]:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, 443))]

    def connects(*_asked: Any, **_how: Any) -> requests.Response:
        raise AssertionError("a connection was tried")

    settings.PUBLIC_ORIGIN = "https://portal.example.org"
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr("requests.adapters.HTTPAdapter.send", connects)
    browser = Browser("x")
    with pytest.raises(SendFailed):
        push.WebPush().send(outgoing(), to=json.dumps({"endpoint": browser.endpoint, "keys": browser.keys}))


def test_a49_what_reaches_the_push_service_goes_past_no_proxy_of_the_environment() -> None:
    assert push.session().trust_env is False
