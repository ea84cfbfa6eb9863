"""Patients and teams over REST, for patients and staff. Who may what is asked of the portal, each time."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import Endpoint, answer
from api.pagination import page
from api.programs import serializers as s
from portal.programs import cards


class Patients(Endpoint):
    """My patients, by name; `q` finds a part of the name, whatever its accents."""

    object_type = "patient"

    @extend_schema(
        operation_id="patients_list", parameters=[s.PatientsQuery], responses=s.PatientPageSerializer
    )
    def get(self, request: Request) -> Response:
        query = self.query(s.PatientsQuery)
        rows = cards.find_patients(self.actor, name=query.get("q", ""))
        found, following = page(
            rows, by="sort_name", cursor=query.get("cursor"), limit=50, newest_first=False
        )
        levels = cards.open_enrolments(self.actor, patients=found)
        shown = [s.shape_row(row, levels.get(row.id)) for row in found]
        return answer({"patients": shown, "next": following})


class Patient(Endpoint):
    object_type = "patient"

    @extend_schema(operation_id="patient_get", responses=s.PatientSerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        return answer(s.shape_patient(cards.card(self.actor, patient_id=patient_id)))


class CareTeam(Endpoint):
    object_type = "patient"

    @extend_schema(operation_id="care_team_get", responses=s.CareTeamSerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        return answer(s.shape_team(cards.team(self.actor, patient_id=patient_id)))


class Enrolments(Endpoint):
    """Every level of care of a patient, in order of time."""

    object_type = "patient"

    @extend_schema(operation_id="enrolments_list", responses=s.EnrolmentSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        rows = cards.steps_of(self.actor, patient_id=patient_id)
        return answer([s.shape_enrolment(row) for row in rows])
