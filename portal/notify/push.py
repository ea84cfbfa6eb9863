"""Web push through the browsers' own services. The payload is a catalogue key: the phone has the words."""

import json
from urllib.parse import urlsplit

from django.conf import settings
from pywebpush import WebPushException, webpush

from portal.notify.channels import AddressDead, Outgoing, SendFailed

# The endpoint comes from a browser, so it is user input: only these services are ever contacted.
HOSTS = (
    "fcm.googleapis.com",
    "updates.push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
)
_TTL_SECONDS = 6 * 3600
_GONE = {404, 410}


def host_is_known(endpoint: str) -> bool:
    url = urlsplit(endpoint)
    host = url.hostname or ""
    named = any(host == h or (h.startswith(".") and host.endswith(h)) for h in HOSTS)
    return url.scheme == "https" and url.port in (None, 443) and named and not url.username


class WebPush:
    """`to` is the subscription as JSON."""

    def send(self, message: Outgoing, *, to: str) -> None:
        subscription = json.loads(to)
        if not host_is_known(subscription["endpoint"]):
            raise AddressDead
        topic = message.message_id.replace("-", "")[:32]
        payload = {"key": message.words.key, "language": message.language, "path": message.path, "tag": topic}
        try:
            webpush(
                subscription, json.dumps(payload), vapid_private_key=settings.VAPID_PRIVATE_KEY,
                vapid_claims={"sub": settings.PUBLIC_ORIGIN}, ttl=_TTL_SECONDS, headers={"Topic": topic},
                timeout=10,
            )  # fmt: skip
        except WebPushException as error:
            status = error.response.status_code if error.response is not None else 0
            raise (AddressDead if status in _GONE else SendFailed) from error
        except ValueError as error:  # keys that are no keys: the browser's word, so never ours to trust
            raise AddressDead from error
        except OSError as error:
            raise SendFailed from error
