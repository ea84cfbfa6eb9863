"""Bodies and shapes of accounts."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from api.base import StrictSerializer
from portal.accounts import sessions
from portal.accounts.actions.invitations import Look
from portal.accounts.logic import ROLES
from portal.accounts.models import Session
from portal.accounts.selectors import Me
from portal.kernel import clock
from portal.outbox.selectors import last_seqs

DEVICES = ("own", "shared")


class SecondFactor(serializers.Serializer[Any]):
    required = serializers.BooleanField()  # type: ignore[assignment]  # the wire's word, DRF's attribute
    done = serializers.BooleanField()


class AccountShape(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    pronouns = serializers.CharField(allow_blank=True)
    roles = serializers.ListField(child=serializers.ChoiceField(ROLES))
    language = serializers.CharField()
    timezone = serializers.CharField()
    device = serializers.ChoiceField(DEVICES)
    device_known = serializers.BooleanField(help_text="False until the person said whose device this is.")
    set_up = serializers.BooleanField(help_text="The first-time questions are answered.")
    patient_id = serializers.UUIDField(allow_null=True)
    second_factor = SecondFactor()

    class Meta:
        ref_name = "Account"


class SessionShape(serializers.Serializer[Any]):
    csrf = serializers.CharField()
    account = AccountShape(allow_null=True)
    now = serializers.DateTimeField()
    clock_fixed = serializers.BooleanField(help_text="The server's clock stands still (tests).")
    demo = serializers.BooleanField()
    seq = serializers.IntegerField(
        allow_null=True,
        help_text="The last frame that the account was told. A page catches up from here, so that nothing "
        "between its first look and its socket is lost.",
    )

    class Meta:
        ref_name = "SessionState"


def shape_account(me: Me) -> dict[str, Any]:
    account, session = me.account, me.session
    return {
        "id": str(account.id),
        "name": account.preferred_name,
        "pronouns": account.pronouns,
        "roles": me.roles,
        "language": account.language,
        "timezone": account.timezone,
        "device": session.device if session else "shared",
        "device_known": bool(session and session.device_known),
        "set_up": account.set_up_at is not None,
        "patient_id": str(me.patient_id) if me.patient_id else None,
        "second_factor": {
            "required": account.second_factor,
            "done": bool(session and not sessions.needs_second_factor(session)),
        },
    }


def shape_session(me: Me | None, *, csrf: str) -> dict[str, Any]:
    return {
        "csrf": csrf,
        "account": shape_account(me) if me else None,
        "now": clock.now().isoformat(),
        "clock_fixed": clock.is_fixed(),
        "demo": bool(settings.DEMO),
        "seq": last_seqs([me.account.id])[me.account.id] if me else None,
    }


class ProfileBody(StrictSerializer):
    preferred_name = serializers.CharField(max_length=80, required=False)
    pronouns = serializers.CharField(max_length=40, required=False, allow_blank=True)
    language = serializers.CharField(max_length=5, required=False)
    timezone = serializers.CharField(max_length=64, required=False)
    phone = serializers.CharField(max_length=40, required=False, allow_blank=True)


class DeviceBody(StrictSerializer):
    device = serializers.ChoiceField(DEVICES)


class SetupBody(StrictSerializer):
    device = serializers.ChoiceField(DEVICES)
    language = serializers.CharField(max_length=5)
    timezone = serializers.CharField(max_length=64)


class DeviceShape(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # the wire's word, DRF's attribute
    device = serializers.ChoiceField(DEVICES)
    signed_in_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    current = serializers.BooleanField()

    class Meta:
        ref_name = "Device"


class DeviceList(serializers.Serializer[Any]):
    items = DeviceShape(many=True)


def shape_device(session: Session, *, current: str) -> dict[str, Any]:
    return {
        "id": str(session.id),
        "label": session.label,
        "device": session.device,
        "signed_in_at": session.signed_in_at.isoformat(),
        "last_seen_at": session.last_seen_at.isoformat(),
        "current": str(session.id) == current,
    }


class CodeBody(StrictSerializer):
    code = serializers.CharField(max_length=60)


class LookShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    purpose = serializers.CharField()
    language = serializers.CharField()
    needs = serializers.ChoiceField(("new", "ready", "confirm", "sign_in"))

    class Meta:
        ref_name = "InvitationLook"


def shape_look(look: Look) -> dict[str, Any]:
    row = look.invitation
    return {
        "name": row.preferred_name,
        "purpose": row.purpose,
        "language": row.language,
        "needs": look.needs,
    }


class PasskeyOptions(serializers.Serializer[Any]):
    options = serializers.JSONField()


class AcceptBody(StrictSerializer):
    code = serializers.CharField(max_length=60)
    email = serializers.CharField(max_length=254, required=False, default="", allow_blank=True)
    password = serializers.CharField(
        max_length=256, required=False, default="", allow_blank=True, trim_whitespace=False
    )
    passkey = serializers.JSONField(required=False, default=None, allow_null=True)


class Accepted(SessionShape):
    recovery_codes = serializers.ListField(
        child=serializers.CharField(), help_text="Shown once, beside a first passkey; else empty."
    )

    class Meta:
        ref_name = "Accepted"


class SignUpBody(StrictSerializer):
    email = serializers.EmailField(max_length=254)


class ConfirmBody(StrictSerializer):
    email = serializers.EmailField(max_length=254)
    code = serializers.CharField(max_length=12)
    name = serializers.CharField(max_length=80)


class Asked(serializers.Serializer[Any]):
    minutes = serializers.IntegerField(help_text="How long the numbers live.")
