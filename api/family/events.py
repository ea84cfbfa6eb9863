"""What comes down of consents. The relative is told what is shared now, never what was."""

from typing import Any

from api.family import serializers as s
from api.realtime.registry import frame
from portal.family import selectors
from portal.kernel.actor import Actor
from portal.outbox import Item


@frame("family.relative_invited", s.ConsentSerializer)
def relative_invited(actor: Actor, item: Item) -> dict[str, Any]:
    return s.shape_consent(selectors.consent(actor, consent_id=item.object_id))


@frame("family.consent_changed", s.ConsentSerializer)
def consent_changed(actor: Actor, item: Item) -> dict[str, Any]:
    return s.shape_consent(selectors.consent(actor, consent_id=item.object_id))


@frame("family.sharing_changed", s.SharingFrameSerializer)
def sharing_changed(actor: Actor, _item: Item) -> dict[str, Any]:
    return {"shared": [s.shape_shared(row) for row in selectors.shared_with(actor)]}
