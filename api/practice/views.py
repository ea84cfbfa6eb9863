"""Practice over REST. Who may what is asked of the portal, each time."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.pagination import page
from api.practice import serializers as s
from portal.practice import actions, selectors


class Practice(Endpoint):
    object_type = "patient"

    @extend_schema(operation_id="practice_get", responses=s.PracticeSerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        return answer(s.shape_practice(selectors.practice(self.actor, patient_id=patient_id)))


class Entries(Endpoint):
    object_type = "patient"

    @extend_schema(
        operation_id="practice_entries",
        parameters=[s.EntriesQuery],
        responses=s.PracticeEntryPageSerializer,
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        cursor = self.query(s.EntriesQuery).get("cursor")
        rows = selectors.entries(self.actor, patient_id=patient_id)
        found, following = page(rows, by="practiced_at", cursor=cursor, limit=30)
        return answer({"entries": [s.shape_entry(row) for row in found], "next": following})

    @extend_schema(
        operation_id="practice_log",
        request=s.PracticeEntryBody,
        responses={201: s.PracticeEntrySerializer},
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        row, made = actions.log_practice(
            self.actor, patient_id=patient_id, key=self.idempotency_key(), **self.body(s.PracticeEntryBody)
        )
        return answer(s.shape_entry(row), status=201 if made else 200)


class Entry(Endpoint):
    """Undo, for a quarter of an hour."""

    object_type = "practice_entry"

    @extend_schema(operation_id="practice_take_back", responses={204: None})
    def delete(self, request: Request, entry_id: UUID) -> Response:
        actions.take_back_entry(self.actor, entry_id=entry_id)
        return answer(None, status=204)


class Cards(Endpoint):
    object_type = "patient"

    @extend_schema(
        operation_id="coping_cards_set",
        request=s.CopingCardsBody,
        responses={200: s.CopingCardsSerializer},
    )
    def put(self, request: Request, patient_id: UUID) -> Response:
        chosen = actions.choose_cards(self.actor, patient_id=patient_id, **self.body(s.CopingCardsBody))
        return answer(s.shape_cards(patient_id, chosen))
