"""Measures over REST."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint
from api.measures import serializers as wire
from portal.measures import actions, selectors


class Measures(Endpoint):
    object_type = "measures"

    @extend_schema(operation_id="measures", responses=wire.MeasureShape(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        found = selectors.measures(self.actor, patient_id=patient_id)
        return Response([wire.shape_measure(one, self.language) for one in found])


class Form(Endpoint):
    object_type = "measure"

    @extend_schema(operation_id="measure_form", responses=wire.FormShape)
    def get(self, request: Request, measure_id: UUID) -> Response:
        form, draft = selectors.draft(self.actor, measure_id=measure_id)
        language = draft.language if draft else self.language
        return Response(wire.shape_form(form, draft, language))


class Draft(Endpoint):
    object_type = "measure"

    @extend_schema(operation_id="save_measure_draft", request=wire.DraftBody, responses=wire.SavedShape)
    def put(self, request: Request, measure_id: UUID) -> Response:
        saved = actions.save_draft(self.actor, measure_id=measure_id, **self.body(wire.DraftBody))
        return Response({"version": saved.version, "saved_at": saved.saved_at})


class Responses(Endpoint):
    object_type = "measure"

    @extend_schema(
        operation_id="complete_measure",
        request=wire.ResponseBody,
        responses={200: wire.ScoreShape, 201: wire.ScoreShape},
    )
    def post(self, request: Request, measure_id: UUID) -> Response:
        body: dict[str, Any] = self.body(wire.ResponseBody)
        score, made = actions.complete_measure(
            self.actor, measure_id=measure_id, key=self.idempotency_key(), **body
        )
        return Response(wire.shape_score(score), status=201 if made else 200)
