"""Browsers that can be pushed to: one row each, any number a person."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from portal import audit
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.errors import Invalid
from portal.kernel.transaction import action
from portal.notify.models import PushDevice
from portal.notify.push import host_is_known

_MOST = 10


def _hash(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


@action
def add_push_device(actor: Actor, *, endpoint: str, keys: dict[str, Any]) -> PushDevice:
    """Remembers a browser's push address for the actor; at every start of the app again, which changes
    nothing. Allowed: everyone for themselves. Raises Invalid for an address of no known push service."""
    if not host_is_known(endpoint):
        raise Invalid("/endpoint", "notify.unknown_push_service")
    known = PushDevice.objects.filter(endpoint_hash=_hash(endpoint)).first()
    if known and known.account_id == actor.me and known.dead_at is None:
        return known
    if known:  # the browser changed hands, or came back to life
        known.delete()
    if PushDevice.objects.filter(account_id=actor.me, dead_at=None).count() >= _MOST:
        raise Invalid("/endpoint", "notify.too_many_devices")
    # What was lost is mended by this one; until then its person and their team see that it was lost.
    PushDevice.objects.filter(account_id=actor.me, dead_at__isnull=False).delete()
    device = PushDevice.objects.create(
        account_id=actor.me, endpoint_hash=_hash(endpoint), made_at=clock.now(),
        subscription=json.dumps({"endpoint": endpoint, "keys": keys}),
    )  # fmt: skip
    audit.record(actor, "notify.add_device", object_type="push_device", object_id=device.id)
    return device


@action
def remove_push_device(actor: Actor, *, endpoint: str) -> None:
    """Forgets a browser. Removing what is not there changes nothing."""
    mine = PushDevice.objects.filter(account_id=actor.me, endpoint_hash=_hash(endpoint))
    mine.delete()


def own_count(actor: Actor) -> int:
    """How many browsers of the actor get pushes."""
    return living(actor.me).count()


def own_dead_count(actor: Actor) -> int:
    """How many browsers of the actor got them until their push service said that they are gone."""
    return PushDevice.objects.filter(account_id=actor.me, dead_at__isnull=False).count()


def living(account_id: UUID) -> "QuerySet[PushDevice]":
    return PushDevice.objects.filter(account_id=account_id, dead_at=None).order_by("made_at", "id")


def bury(device_id: UUID) -> None:
    """Its push service said that it is gone: the address is removed, and never used again."""
    row = PushDevice.objects.filter(id=device_id).first()
    if row is not None:
        row.subscription, row.dead_at = "", clock.now()
        row.save(update_fields=["subscription", "dead_at"])
