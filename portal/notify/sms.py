"""SMS: a provider's adapter goes here beside the log."""

import logging

from portal.notify.channels import Outgoing

log = logging.getLogger("footbridge.notify")


class LogSms:
    """Says that a text would have gone out, by id: for a clinic that has no SMS provider yet."""

    def send(self, message: Outgoing, *, to: str) -> None:
        log.info("sms notice=%s", message.message_id)
