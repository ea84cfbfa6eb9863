"""Consents for the patient and the team; what is shared, for the relative."""

from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api import sharing
from api.base import Endpoint, answer
from api.family import serializers as s
from portal.family import actions, logic, selectors
from portal.kernel import idempotency
from portal.programs import selectors as programs


class Consents(Endpoint):
    """One's own consents, and a new one."""

    object_type = "consent"

    @extend_schema(operation_id="consents_list", responses=s.ConsentSerializer(many=True))
    def get(self, request: Request) -> Response:
        mine = programs.own_patient(self.actor)
        rows = selectors.consents(self.actor, patient_id=mine.id)
        return answer([s.shape_consent(row) for row in rows])

    @extend_schema(
        operation_id="consent_invite",
        request=s.ConsentInviteBody,
        responses={200: s.ConsentSerializer, 201: s.ConsentSerializer},
    )
    def post(self, request: Request) -> Response:
        key = self.idempotency_key()
        programs.own_patient(self.actor)
        status = 200 if idempotency.known(self.actor, key=key) else 201
        row = actions.invite_relative(self.actor, key=key, **self.body(s.ConsentInviteBody))
        return answer(s.shape_consent(row), status=status)


class PatientConsents(Endpoint):
    object_type = "consent"

    @extend_schema(operation_id="patient_consents_list", responses=s.ConsentSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        return answer([s.shape_consent(row) for row in selectors.consents(self.actor, patient_id=patient_id)])


class Preview(Endpoint):
    """What a relative with these scopes would see: in words, and as the very data that they would get."""

    object_type = "consent"

    @extend_schema(
        operation_id="consent_preview",
        parameters=[OpenApiParameter("scopes", str, description="schedule,plan")],
        responses=s.ConsentPreviewSerializer,
    )
    def get(self, request: Request) -> Response:
        mine = programs.own_patient(self.actor)
        wanted = [scope for scope in self.query(s.PreviewQuery)["scopes"].split(",") if scope]
        found = selectors.preview(self.actor, scopes=wanted)
        texts = logic.consent_text()
        return answer(
            {
                "version": texts["version"],
                "offered": list(logic.OFFERED),
                "scopes": [
                    s.shape_scope(scope, sharing.shape_for(scope["key"], self.actor, mine.id))
                    for scope in found
                ],
                "statements": {
                    name: texts["statements"][name]
                    for name in ("purpose", "revocation", "free_choice", "never")
                },
            }
        )


class Consent(Endpoint):
    object_type = "consent"

    @extend_schema(operation_id="consent_get", responses=s.ConsentSerializer)
    def get(self, request: Request, consent_id: UUID) -> Response:
        return answer(s.shape_consent(selectors.consent(self.actor, consent_id=consent_id)))

    @extend_schema(operation_id="consent_change", request=s.ConsentChangeBody, responses=s.ConsentSerializer)
    def put(self, request: Request, consent_id: UUID) -> Response:
        selectors.consent(self.actor, consent_id=consent_id)
        row = actions.change_scopes(self.actor, consent_id=consent_id, **self.body(s.ConsentChangeBody))
        return answer(s.shape_consent(row))


class Withdrawal(Endpoint):
    object_type = "consent"

    @extend_schema(operation_id="consent_withdraw", request=None, responses=s.ConsentSerializer)
    def put(self, request: Request, consent_id: UUID) -> Response:
        return answer(s.shape_consent(actions.withdraw_consent(self.actor, consent_id=consent_id)))


class SharedWithMe(Endpoint):
    """Who shares what with the reader, now. Nothing shared and no relative at all look the same."""

    object_type = "sharing"

    @extend_schema(operation_id="shared_list", responses=s.SharedSerializer(many=True))
    def get(self, request: Request) -> Response:
        return answer([s.shape_shared(row) for row in selectors.shared_with(self.actor)])
