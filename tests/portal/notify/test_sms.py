"""Texts by the provider: what goes there, and what its answers mean."""

from typing import Any
from uuid import uuid4

import pytest
import requests
from pytest_django import Settings

from portal.notify.channels import AddressDead, Outgoing, SendFailed
from portal.notify.sms import TwilioSms
from portal.notify.wording import Words

WORDS = Words("notify.push_message", "Footbridge", "You have a new message. Sign in to see it: https://x.org")
OUTGOING = Outgoing("m", uuid4(), WORDS, "/messages/1?at=2", "en")


@pytest.fixture
def provider(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Answers with "answer" (or raises it) and keeps what it got."""
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_FROM = "AC1", "+16025550100"
    desk: dict[str, Any] = {}

    def post(url: str, **given: Any) -> requests.Response:
        desk["url"], desk["given"] = url, given
        status, code, headers = desk.get("answer", (201, None, {}))
        if status == 0:
            raise requests.ConnectTimeout
        answer = requests.Response()
        answer.status_code, answer.headers = status, requests.structures.CaseInsensitiveDict(headers)
        answer._content = f'{{"code": {code}}}'.encode() if code else b"<html>"
        return answer

    monkeypatch.setattr(requests, "post", post)
    return desk


def test_a_text_holds_the_fixed_line_alone_and_no_path(provider: dict[str, Any]) -> None:
    TwilioSms().send(OUTGOING, to="+16025550142")
    assert provider["url"] == "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json"
    assert provider["given"]["data"] == {"To": "+16025550142", "From": "+16025550100", "Body": WORDS.text}
    assert provider["given"]["allow_redirects"] is False


@pytest.mark.feature("R7.b")
@pytest.mark.parametrize("code", [21610, 21211, 21614])
def test_a_number_that_stopped_or_is_none_is_not_tried_again(provider: dict[str, Any], code: int) -> None:
    provider["answer"] = (400, code, {})
    with pytest.raises(AddressDead):
        TwilioSms().send(OUTGOING, to="+16025550142")


@pytest.mark.parametrize(
    ("answer", "wait"),
    [
        ((429, 20429, {"Retry-After": "90"}), 90), ((503, None, {"Retry-After": "90"}), 0),
        ((302, None, {"Location": "http://127.0.0.1/"}), 0), ((401, 20003, {}), 0), ((0, None, {}), 0),
    ],
)  # fmt: skip
def test_every_other_trouble_is_tried_again(
    provider: dict[str, Any], answer: tuple[int, int | None, dict[str, str]], wait: int
) -> None:
    provider["answer"] = answer
    with pytest.raises(SendFailed) as failed:
        TwilioSms().send(OUTGOING, to="+16025550142")
    assert failed.value.retry_after == wait
