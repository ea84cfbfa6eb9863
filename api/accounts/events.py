"""What comes down of accounts: that one's own profile is another, and that somebody took one's invitation."""

from typing import Any

from rest_framework import serializers

from api.realtime.registry import frame
from portal.accounts import selectors
from portal.kernel.actor import Actor
from portal.kernel.errors import NotFound
from portal.outbox import Item

PURPOSES = ("patient", "staff", "relative")


class ProfileChangedSerializer(serializers.Serializer[Any]):
    account_id = serializers.UUIDField(help_text="One's own: look at the session again.")


class InvitationAcceptedSerializer(serializers.Serializer[Any]):
    invitation_id = serializers.UUIDField()
    purpose = serializers.ChoiceField(PURPOSES)


@frame("accounts.profile_changed", ProfileChangedSerializer)
def profile_changed(actor: Actor, item: Item) -> dict[str, Any]:
    account = selectors.own_account(actor)
    if account.id != item.object_id:
        raise NotFound
    return {"account_id": account.id}


@frame("accounts.invitation_accepted", InvitationAcceptedSerializer)
def invitation_accepted(actor: Actor, item: Item) -> dict[str, Any]:
    row = selectors.accepted_invitation(actor, invitation_id=item.object_id)
    return {"invitation_id": row.id, "purpose": row.purpose}
