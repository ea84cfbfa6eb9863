"""SMS: the log, for a clinic that has no provider yet, and Twilio."""

import logging

import requests
from django.conf import settings

from portal.notify.channels import AddressDead, Outgoing, SendFailed
from portal.notify.waiting import retry_after

log = logging.getLogger("footbridge.notify")
_TOO_MANY = 429
# The provider's own: the number wrote STOP, is none, or cannot get texts.
_NEVER = {21610, 21211, 21614}


class LogSms:
    """Says that a text would have gone out, by id."""

    def send(self, message: Outgoing, *, to: str) -> None:
        log.info("sms notice=%s", message.message_id)


class TwilioSms:
    """One request a text. The provider knows no key for "the same again": what a killed worker sent and could
    not write off goes out twice."""

    def send(self, message: Outgoing, *, to: str) -> None:
        sid = settings.TWILIO_ACCOUNT_SID
        try:
            answer = requests.post(
                f"https://api.twilio.com/2010-04-01/Accounts/{sid}/Messages.json",
                data={"To": to, "From": settings.TWILIO_FROM, "Body": message.words.text},
                auth=(sid, settings.TWILIO_AUTH_TOKEN), timeout=10, allow_redirects=False,
            )  # fmt: skip
        except OSError as error:  # requests' errors are OSErrors
            raise SendFailed from error
        if answer.ok and not answer.is_redirect:
            return
        if _code(answer) in _NEVER:
            raise AddressDead
        wait = retry_after(answer.headers.get("Retry-After")) if answer.status_code == _TOO_MANY else 0
        raise SendFailed(wait)


def _code(answer: requests.Response) -> int:
    try:
        return int(answer.json()["code"])
    except (ValueError, KeyError, TypeError):
        return 0
