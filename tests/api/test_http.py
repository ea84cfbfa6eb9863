"""HTTP under the event loop: threads, crowds, downloads piece by piece."""

import asyncio
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from api import http as module
from api.http import Http

_word: ContextVar[str] = ContextVar("word", default="")


def ask(http: Http, path: str = "/help", method: str = "GET", body: bytes = b"") -> list[dict[str, Any]]:
    """What was sent for one request, on a loop of its own."""

    async def run() -> list[dict[str, Any]]:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = {
            "type": "http", "method": method, "path": path, "query_string": b"", "headers": [],
            "client": ("127.0.0.1", 1), "server": ("testserver", 80),
        }  # fmt: skip
        await http(scope, receive, send)
        return sent

    return asyncio.run(run())


def answering(view: Any, *, size: int = 2) -> Http:
    """The handler with one view in the place of all middlewares and addresses."""

    class Answering(Http):
        def get_response(self, request: HttpRequest) -> Any:
            return view(request)

    return Answering(size=size)


def headers(sent: list[dict[str, Any]]) -> dict[str, str]:
    return {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.django_db(transaction=True)
def test_who_finds_no_thread_in_time_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WITHIN", 0.05)
    http, ready, go = Http(size=1), threading.Event(), threading.Event()

    def busy() -> None:
        ready.set()
        go.wait(20)

    http.threads.submit(busy)
    assert ready.wait(10)
    try:
        sent = ask(http, "/api/v1/crisis")
        assert sent[0]["status"] == 503
        assert headers(sent)["retry-after"] == "5" and "content-security-policy" in headers(sent)
        assert ask(http, "/health/live")[0]["status"] == 200  # the process is well
    finally:
        go.set()
    assert ask(http, "/health/live")[0]["status"] == 200


@pytest.mark.django_db(transaction=True)
def test_a_download_is_made_piece_by_piece_and_ended_in_order() -> None:
    seen: list[str] = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            for piece in (b"one", b"two"):
                seen.append(threading.current_thread().name)
                yield piece
            seen.append("end")

        def close(self) -> None:
            seen.append("closed")

    def view(_request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(Pieces())

    sent = ask(answering(view))
    assert [message.get("body", b"") for message in sent[1:]] == [b"one", b"two", b""]
    assert [message.get("more_body", False) for message in sent[1:]] == [True, True, False]
    assert all(name.startswith("http") for name in seen[:2]) and seen[2:] == ["end", "closed"]


@pytest.mark.django_db(transaction=True)
def test_what_one_request_sets_around_itself_no_other_sees() -> None:
    found: list[str] = []

    def view(_request: HttpRequest) -> HttpResponse:
        found.append(_word.get())
        _word.set("mine")
        return HttpResponse("ok")

    http = answering(view, size=1)
    for _ in range(3):
        sent = ask(http)
        assert headers(sent)["content-length"] == "2" and sent[1]["body"] == b"ok"
    assert found == ["", "", ""]


@pytest.mark.django_db(transaction=True)
def test_an_answer_without_a_body_names_no_length() -> None:
    sent = ask(answering(lambda _request: HttpResponse(status=204)))
    assert sent[0]["status"] == 204 and "content-length" not in headers(sent)
