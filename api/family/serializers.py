"""The shapes of consents and of what is shared."""

from typing import Any

from rest_framework import serializers

from api.base import StrictSerializer
from portal.family import logic, selectors
from portal.kernel import clock

LANGUAGES = ("en", "es")


class ConsentSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    relative_name = serializers.CharField()
    relative_email = serializers.CharField()
    relation = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    status = serializers.ChoiceField(choices=("invited", "active", "withdrawn", "expired"))
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class ConsentWordsSerializer(serializers.Serializer[Any]):
    en = serializers.CharField()
    es = serializers.CharField()


class ConsentWordListsSerializer(serializers.Serializer[Any]):
    en = serializers.ListField(child=serializers.CharField())
    es = serializers.ListField(child=serializers.CharField())


class ConsentScopeSerializer(serializers.Serializer[Any]):
    """`sees` is what the relative's page gets, in that page's own shape; null where there is no page."""

    key = serializers.CharField()
    name = ConsentWordsSerializer()
    line = ConsentWordsSerializer()
    shows = ConsentWordListsSerializer()
    hides = ConsentWordListsSerializer()
    sees = serializers.DictField(allow_null=True)


class ConsentStatementsSerializer(serializers.Serializer[Any]):
    purpose = ConsentWordsSerializer()
    revocation = ConsentWordsSerializer()
    free_choice = ConsentWordsSerializer()
    never = ConsentWordsSerializer()


class ConsentPreviewSerializer(serializers.Serializer[Any]):
    """`offered` are the scopes that can be chosen now."""

    version = serializers.CharField()
    offered = serializers.ListField(child=serializers.CharField())
    scopes = ConsentScopeSerializer(many=True)
    statements = ConsentStatementsSerializer()


class SharedSerializer(serializers.Serializer[Any]):
    patient_id = serializers.UUIDField()
    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    until = serializers.DateTimeField(allow_null=True)


class SharingFrameSerializer(serializers.Serializer[Any]):
    shared = SharedSerializer(many=True)


class _Signed(StrictSerializer):
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=logic.OFFERED), max_length=4)
    ends_at = serializers.DateTimeField()
    signature = serializers.CharField(max_length=120)
    language = serializers.ChoiceField(choices=LANGUAGES)


class ConsentInviteBody(_Signed):
    relative_name = serializers.CharField(max_length=80)
    relative_email = serializers.EmailField(max_length=254)
    relation = serializers.CharField(max_length=40)


class ConsentChangeBody(_Signed):
    version = serializers.IntegerField(min_value=1)


class PreviewQuery(StrictSerializer):
    scopes = serializers.RegexField(r"^[a-z,]*$", max_length=60, required=False, default="", allow_blank=True)


def shape_consent(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "relative_name": row.relative_name,
        "relative_email": row.relative_email,
        "relation": row.relation,
        "scopes": list(row.scopes),
        "status": logic.status_now(row.status, ends_at=row.ends_at, now=clock.now()),
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "accepted_at": row.accepted_at,
        "withdrawn_at": row.withdrawn_at,
        "version": row.version,
    }


def shape_scope(scope: dict[str, Any], sees: dict[str, Any] | None) -> dict[str, Any]:
    return {name: scope[name] for name in ("key", "name", "line", "shows", "hides")} | {"sees": sees}


def shape_shared(row: selectors.Shared) -> dict[str, Any]:
    return {"patient_id": row.patient_id, "name": row.name, "scopes": row.scopes, "until": row.until}
