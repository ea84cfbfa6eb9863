"""STOP and START by text, as the provider tells of them. The newest word of a number holds for the number
itself: for every account that has it, now or later, and at once for what is already planned.

Source of the words: the provider's own list of opt-out words, and the two that people write in Spanish.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence

from portal import audit
from portal.accounts.models import Account
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.kernel.transaction import action
from portal.notify.models import InboundText

STOP = frozenset(
    ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "PARAR", "ALTO"]
)
START = frozenset(["START", "UNSTOP", "YES", "EMPEZAR"])
HELP = frozenset(["HELP", "INFO", "AYUDA"])


def word(body: str) -> str:
    """ "stop", "start", "help" or "" for anything else: nobody reads what is written to this number."""
    said = "".join(sign for sign in body.upper() if sign.isalpha())
    found = [name for name, words in (("stop", STOP), ("start", START), ("help", HELP)) if said in words]
    return found[0] if found else ""


def signature(url: str, form: Mapping[str, Sequence[str]], *, secret: str) -> str:
    """Twilio's own: HMAC-SHA1 over the full address and each field's name and values, by name, in base64."""
    text = url + "".join(name + value for name in sorted(form) for value in sorted(set(form[name])))
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()).decode()


def is_signed(url: str, form: Mapping[str, Sequence[str]], *, secret: str, given: str) -> bool:
    """False also where no secret is set: then nobody may say anything."""
    return bool(secret) and hmac.compare_digest(signature(url, form, secret=secret).encode(), given.encode())


@action
def take_word(actor: Actor, *, sid: str, number: str, stop: bool) -> None:
    """Keeps a STOP or START of a number. The same `sid` again changes nothing. Allowed: the system.

    Known and unknown numbers are kept alike, and nothing that is answered tells them apart.
    """
    if not actor.is_system:
        raise NotFound
    row = InboundText(sid=sid[:64], number=number[:20], stop=stop, at=clock.now())
    if not InboundText.objects.filter(sid=row.sid).exists():
        InboundText.objects.bulk_create([row], ignore_conflicts=True)
        verb = "notify.stop_texts" if stop else "notify.start_texts"
        for account_id in Account.objects.filter(phone=row.number).values_list("id", flat=True):
            audit.record(actor, verb, object_type="preferences", object_id=account_id)


def holds(number: str) -> bool:
    """Whether the newest word of this number is STOP."""
    newest = InboundText.objects.filter(number=number).order_by("-at", "-id").first()
    return newest is not None and newest.stop
