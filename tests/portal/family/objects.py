"""Consents of the first patient in the cast's world, made by the product's own actions."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from portal.access import grants
from portal.access.matrix import Basis
from portal.family import actions, handlers
from portal.family.models import Consent
from portal.kernel import clock
from portal.kernel.actor import Actor
from tests.world import World

SYSTEM = Actor.system("family")


def terms(**more: Any) -> dict[str, Any]:
    return {
        "scopes": ["schedule"],
        "ends_at": clock.now() + timedelta(days=30),
        "signature": "Pat Legal",
        "language": "en",
    } | more


def invited(world: World, *, by: str = "patient", **more: Any) -> Consent:
    return actions.invite_relative(
        world.actor(by),
        key=more.pop("key", uuid4()),
        relative_name=more.pop("relative_name", "Rosa Canary"),
        relative_email=more.pop("relative_email", "rosa@example.test"),
        relation=more.pop("relation", "sister"),
        **terms(**more),
    )


def accepted(world: World, *, who: str = "relative", by: str = "patient", **more: Any) -> Consent:
    """`who` holds what the consent says, and nothing else of this patient."""
    consent = invited(world, by=by, **more)
    account_id = world.people[who].id
    _clear(account_id, consent)
    accept(consent.id, account_id)
    return Consent.objects.get(id=consent.id)


def accept(consent_id: Any, account_id: Any) -> None:
    """As the acceptance of the invitation does it."""
    with transaction.atomic():
        handlers.link(consent_id, account_id)


def _clear(account_id: Any, consent: Consent) -> None:
    """The world gives its relatives grants without a consent's record."""
    with transaction.atomic():
        grants.end(account_id=account_id, basis=Basis.FAMILY, patient_id=consent.patient_id)
